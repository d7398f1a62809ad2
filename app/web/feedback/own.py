"""What somebody has sent under their own name."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.http.security.anonymous_rate_limits import allows
from app.http.security.rate_limits import ADDED_AN_HOUR
from app.models.accounts.user import EVERYONE
from app.models.feedback.feedback import Feedback
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.presenters.status import status_badge
from app.presenters.threads import ADDED_TOO_OFTEN
from app.web.feedback.blueprint import blueprint
from app.web.feedback.forms import AdditionForm, RatingForm
from app.web.feedback.rating import rating_work
from app.web.feedback.showing import history_facts
from app.web.settled import take_verdict
from workflows.feedback import SHOWN, add_to_feedback, confirm_settled, get_own, list_own


@blueprint.get("/mine")
@may_enter(*EVERYONE)
def mine() -> ResponseReturnValue:
    before = read_id(request.args.get("before", ""))
    own = list_own(db.session(), user=current_user, before_id=before)
    rows = [(row, status_badge(FEEDBACK_FLOW, row.status)) for row in own]
    return render_template("feedback/mine.html", rows=rows, older=own[-1].id if len(own) == SHOWN else None)


@blueprint.get("/<number>")
@may_enter(*EVERYONE)
def own(number: str) -> ResponseReturnValue:
    return _page(_own(number), AdditionForm(formdata=None), RatingForm(formdata=None))


@blueprint.post("/<number>/add")
@may_enter(*EVERYONE)
def add(number: str) -> ResponseReturnValue:
    feedback, form = _own(number), AdditionForm()
    me = signed_in_user()

    def work(session: Session) -> dict[str, Any]:
        body = form.body.data or ""
        return {"id": add_to_feedback(session, feedback_id=feedback.id, body_html=body, actor=me, now=utc_now()).id}

    if not form.validate():
        return _page(feedback, form, RatingForm(formdata=None)), 422
    if not allows("feedback-add", most=ADDED_AN_HOUR, who=f"user:{me.id}"):
        form.form_errors.append(str(ADDED_TOO_OFTEN))
        return _page(feedback, form, RatingForm(formdata=None)), 429
    try:
        submit(work)
    except DomainError as refusal:
        form.form_errors.append(str(refusal))
        return _page(_own(number), form, RatingForm(formdata=None)), refusal.status
    flash(gettext("Tambahan Anda sudah tersimpan."), "success")
    return redirect(url_for(".own", number=number), 303)


@blueprint.post("/<number>/rate")
@may_enter(*EVERYONE)
def rate(number: str) -> ResponseReturnValue:
    feedback, form = _own(number), RatingForm()

    if not form.validate():
        return _page(feedback, AdditionForm(formdata=None), form), 422
    submit(rating_work(form, feedback_id=feedback.id, actor=signed_in_user()))
    flash(gettext("Terima kasih! Penilaian Anda sudah kami terima."), "success")
    return redirect(url_for(".own", number=number), 303)


@blueprint.post("/<number>/settled")
@may_enter(*EVERYONE)
def settled(number: str) -> ResponseReturnValue:
    feedback, me = _own(number), signed_in_user()
    take_verdict(
        lambda session, is_settled: confirm_settled(
            session, feedback_id=feedback.id, settled=is_settled, actor=me, now=utc_now()
        )
    )
    return redirect(url_for(".own", number=number), 303)


def _own(number: str) -> Feedback:
    return get_own(db.session(), number=number, user=current_user)


def _page(feedback: Feedback, addition: AdditionForm, rating: RatingForm) -> str:
    return render_template(
        "feedback/own.html",
        **history_facts(feedback, before=read_id(request.args.get("before", ""))),
        addition=addition,
        rating=rating,
        number=feedback.number,
    )
