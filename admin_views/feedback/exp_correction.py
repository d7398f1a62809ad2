"""Correcting an EXP account by hand: balance before and after are shown and asked about before anything is saved."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError, Invalid
from app.core.i18n import N_, gettext
from app.http.auth.signed_in import signed_in_user
from app.http.forms.base import BaseForm, WholeNumberField
from app.http.forms.submission import submit
from app.models.accounts.user import User
from workflows.exp import balance_of, correct_exp, require_correctable

NOBODY = N_("Tidak ada pengguna dengan nama pengguna atau e-mail ini.")


class CorrectionForm(BaseForm):
    person = StringField(N_("Nama pengguna atau e-mail"), validators=[InputRequired(), Length(max=254)])
    points = WholeNumberField(
        N_("EXP"),
        validators=[InputRequired(), NumberRange(min=-10_000, max=10_000)],
        description=N_("Boleh negatif. Batas harian tidak berlaku untuk koreksi."),
    )
    seen = HiddenField()  # what was asked about: person, points and the balance that was shown
    reason = StringField(N_("Alasan"), validators=[InputRequired(), Length(max=300)])


class ExpCorrection:
    """Mixed into ExpView."""

    @expose("/correct", methods=("GET", "POST"))
    def correct_view(self) -> Any:
        """The first POST shows what would come of it; the second one, of the same question, saves."""
        form, question = CorrectionForm(), None
        if form.validate_on_submit():
            try:
                question = _question(db.session(), form)
                if form.seen.data == question["seen"]:
                    submit(lambda session: _correct(session, form, question))
                    flash(gettext("Koreksi EXP tersimpan."), "success")
                    return redirect(url_for(".index_view"))
            except DomainError as refusal:
                name = getattr(refusal, "field", None) or ""
                target = form[name if name in form else "person"]
                target.errors, question = [*target.errors, str(refusal)], None
        form.seen.raw_data, form.seen.data = None, question["seen"] if question else ""
        page = self.render(  # type: ignore[attr-defined]
            "admin/exp/correct.html", form=form, question=question, cancel_url=url_for(".index_view")
        )
        return page, 422 if request.method == "POST" and question is None else 200


def _question(session: Session, form: CorrectionForm) -> dict[str, Any]:
    """Whose account, what it holds and what it would hold."""
    name = (form.person.data or "").strip().lower()
    named = select(User).where(or_(func.lower(User.username) == name, func.lower(User.email) == name))
    person = session.scalars(named).one_or_none()
    if person is None:
        raise Invalid(NOBODY, field="person")
    points, reason = form.points.data or 0, form.reason.data or ""
    require_correctable(session, user_id=person.id, points=points, reason=reason, actor=current_user)
    balance = balance_of(session, user_id=person.id)
    return {
        "user_id": person.id,
        "name": person.name,
        "balance": balance,
        "after": balance + points,
        "seen": f"{person.id}:{points}:{balance}",
    }


def _correct(session: Session, form: CorrectionForm, question: dict[str, Any]) -> dict[str, Any]:
    me = signed_in_user()
    entry = correct_exp(
        session,
        user_id=question["user_id"],
        points=form.points.data or 0,
        reason=form.reason.data or "",
        actor=me,
        now=utc_now(),
        seen_balance=question["balance"],
    )
    return {"id": entry.id}
