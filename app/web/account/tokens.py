"""Keys for one's own programs: made, shown once, listed, revoked."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter
from app.http.auth.reauthentication import require_reauthentication
from app.http.auth.signed_in import signed_in_user
from app.http.forms.base import BaseForm, place_refusal
from app.http.forms.submission import submit
from app.models.accounts.api_token import TOKEN_FLOW, TOKEN_KIND_LABELS, ApiToken, TokenKind
from app.models.accounts.user import EVERYONE
from app.policies.scopes import all_scopes_of, choices_of
from app.presenters.status import status_badge
from workflows.api_tokens import make_token, revoke_token

blueprint = Blueprint("tokens", __name__, url_prefix="/account/tokens")
SHOWN = 100
LIVES = {30: N_("30 hari"), 90: N_("90 hari"), 365: N_("1 tahun")}


class TokenForm(BaseForm):
    name = StringField(
        N_("Nama"),
        [InputRequired(), Length(max=80)],
        description=N_("Program mana yang memakainya, misalnya Laporan Excel."),
    )
    days = SelectField(N_("Berlaku"), coerce=int, choices=list(LIVES.items()), default=90)
    scopes = SelectMultipleField(N_("Izin"))


@blueprint.route("", methods=["GET", "POST"])
@may_enter(*EVERYONE)
@require_reauthentication
def show() -> ResponseReturnValue:
    """The list, and the form; what a POST makes is shown in its answer and never again."""
    form, secret = TokenForm(), None
    form.scopes.choices = [(scope, scope) for scope in all_scopes_of(current_user.role)]
    if form.validate_on_submit():
        try:
            secret = _make(form)
        except DomainError as refusal:
            place_refusal(refusal, form)
        else:
            if secret is None:
                flash(gettext("Token ini sudah dibuat. Nilainya hanya ditampilkan satu kali."), "warning")
            form = TokenForm(formdata=None)
            form.scopes.choices = []
    status = 422 if request.method == "POST" and form.errors else 200
    return _page(form, secret), status


@blueprint.post("/<int:token_id>/revoke")
@may_enter(*EVERYONE)
def revoke(token_id: int) -> ResponseReturnValue:
    """One's own only."""
    me = signed_in_user()
    if db.session.scalar(select(ApiToken.id).where(ApiToken.id == token_id, ApiToken.user_id == me.id)) is None:
        abort(404)
    submit(lambda session: {"id": revoke_token(session, token_id=token_id, actor=me, now=utc_now()).id})
    flash(gettext("Token dicabut."), "success")
    return redirect(url_for(".show"), 303)


def _make(form: TokenForm) -> str | None:
    """The secret, or None when this very form was sent before."""
    me, now = signed_in_user(), utc_now()
    made: list[str] = []

    def work(session: Session) -> dict[str, Any]:
        expires_at = now + timedelta(days=form.days.data)
        given = {"name": form.name.data or "", "scopes": form.scopes.data or []}
        token = make_token(session, owner=me, actor=me, now=now, expires_at=expires_at, **given)
        made[:] = [token.secret]
        return {"id": token.token.id}  # the secret is in no answer we keep

    submit(work)
    return made[0] if made else None


def _page(form: TokenForm, secret: str | None) -> str:
    mine = select(ApiToken).where(ApiToken.user_id == current_user.id, ApiToken.kind != TokenKind.SESSION)
    tokens = db.session.scalars(mine.order_by(ApiToken.id.desc()).limit(SHOWN)).all()
    return render_template(
        "account/tokens.html",
        form=form,
        secret=secret,
        tokens=tokens,
        groups=choices_of(current_user.role),
        chosen=set(form.scopes.data or []),
        kinds=TOKEN_KIND_LABELS,
        badge=lambda token: status_badge(TOKEN_FLOW, token.status),
    )
