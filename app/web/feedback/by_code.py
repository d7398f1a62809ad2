"""The way back for those who gave no name: number and code in each request's body, never in an address or a cookie."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.core.identifiers import read_id
from app.http.auth.access import public
from app.http.security.anonymous_rate_limits import allows
from app.http.security.anonymous_requests import forget_who, submit_unnamed
from app.http.security.rate_limits import ADDED_AN_HOUR
from app.models.feedback.feedback import Feedback
from app.presenters.threads import ADDED_TOO_OFTEN
from app.web.feedback.blueprint import LOOKED_IN_AN_HOUR, blueprint
from app.web.feedback.forms import AdditionForm, CodeForm, RatingForm
from app.web.feedback.rating import rating_work
from app.web.feedback.showing import history_facts
from workflows.feedback import add_to_feedback, find_by_code

NOT_TOGETHER = N_("Nomor dan kode ini tidak cocok. Periksa keduanya; huruf besar atau kecil sama saja.")
TOO_OFTEN = N_("Terlalu banyak percobaan dalam satu jam terakhir. Coba lagi nanti.")


@blueprint.get("/status")
@public()
def code_form() -> ResponseReturnValue:
    return render_template("feedback/status.html", form=CodeForm(formdata=None))


@blueprint.post("/status")
@public(keyed_by="number and code")
def status() -> ResponseReturnValue:
    return _opened(_page)


@blueprint.post("/status/add")
@public(keyed_by="number and code")
def add_by_code() -> ResponseReturnValue:
    return _opened(_add)


@blueprint.post("/status/rate")
@public(keyed_by="number and code")
def rate_by_code() -> ResponseReturnValue:
    return _opened(_rate)


def _opened(then: Callable[[Feedback, CodeForm], ResponseReturnValue]) -> ResponseReturnValue:
    """One answer for a wrong number, a wrong code and nonsense."""
    forget_who()
    asked = CodeForm()
    fault, refused = NOT_TOGETHER, 422
    if not allows("feedback-code", most=LOOKED_IN_AN_HOUR):
        fault, refused = TOO_OFTEN, 429
    elif asked.validate():
        found = find_by_code(db.session(), number=asked.number.data or "", code=asked.code.data or "")
        if found is not None:
            return then(found, asked)
    asked.form_errors.append(str(fault))
    return render_template("feedback/status.html", form=asked), refused


def _add(feedback: Feedback, asked: CodeForm) -> ResponseReturnValue:
    form = AdditionForm()

    def work(session: Session) -> dict[str, Any]:
        body = form.body.data or ""
        return {"id": add_to_feedback(session, feedback_id=feedback.id, body_html=body, actor=None, now=utc_now()).id}

    if not form.validate():
        return _page(feedback, asked, addition=form), 422
    if not allows("feedback-add", most=ADDED_AN_HOUR):
        form.form_errors.append(str(ADDED_TOO_OFTEN))
        return _page(feedback, asked, addition=form), 429
    try:
        submit_unnamed(work)
    except DomainError as refusal:
        form.form_errors.append(str(refusal))
        return _page(feedback, asked, addition=form), refusal.status
    return _page(feedback, asked, done=gettext("Tambahan Anda sudah tersimpan."))


def _rate(feedback: Feedback, asked: CodeForm) -> ResponseReturnValue:
    form = RatingForm()

    if not form.validate():
        return _page(feedback, asked, rating=form), 422
    submit_unnamed(rating_work(form, feedback_id=feedback.id, actor=None))
    return _page(feedback, asked, done=gettext("Terima kasih! Penilaian Anda sudah kami terima."))


def _page(
    feedback: Feedback,
    asked: CodeForm,
    *,
    addition: AdditionForm | None = None,
    rating: RatingForm | None = None,
    done: str = "",
) -> str:
    return render_template(
        "feedback/unnamed.html",
        **history_facts(feedback, before=read_id(request.form.get("before", ""))),
        addition=addition or AdditionForm(formdata=None),
        rating=rating or RatingForm(formdata=None),
        number=feedback.number,
        code=asked.code.data,
        done=done,
    )
