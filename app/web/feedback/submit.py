"""The form, with or without a name, and what is alike while its subject is typed."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.errors import Invalid
from app.core.files import StorageObject
from app.core.i18n import N_, gettext
from app.http.auth.access import public
from app.http.auth.signed_in import find_signed_in_user
from app.http.files.pictures.attachments import receive_attachments
from app.http.forms.honeypot import opened_stamp, renew_stamp, suspicion
from app.http.forms.submission import submit
from app.http.security.anonymous_rate_limits import allows
from app.http.security.anonymous_requests import chance_of_this_form, forget_who, submit_unnamed
from app.models.accounts.user import User
from app.models.feedback.feedback import FeedbackKind
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.presenters.status import status_badge
from app.web.error_pages import refusal
from app.web.feedback.blueprint import SENT_IN_AN_HOUR, TYPED_IN_AN_HOUR, blueprint
from app.web.feedback.forms import FeedbackForm
from workflows.feedback import list_categories, list_similar, spell_code, submit_feedback

TOO_OFTEN = N_("Dari sini sudah banyak masukan dalam satu jam terakhir. Simpan tulisan Anda dan coba lagi nanti.")
OUT_OF_DATE = N_("Formulir ini sudah kedaluwarsa. Periksa isinya, lalu kirim sekali lagi.")
TOO_MANY_REQUESTS = 429


@blueprint.get("")
@public()
def form() -> ResponseReturnValue:
    empty = FeedbackForm(formdata=None)
    empty.offer(list_categories(db.session()))
    return _page(empty, opened_stamp(utc_now()))


@blueprint.post("")
@public()
def send() -> ResponseReturnValue:
    """A refusal gives everything back but the pictures, which a browser does not let us fill in."""
    sent, now = FeedbackForm(), utc_now()
    author = None if sent.unnamed.data else find_signed_in_user()
    if author is None:
        forget_who()
    sent.offer(list_categories(db.session()))
    doubt = suspicion(request.form, now)
    if not sent.validate():
        return _refused(sent)
    if doubt is not None:
        sent.form_errors.append(str(doubt))
        return _refused(sent)
    if not allows("feedback", most=SENT_IN_AN_HOUR, who=f"user:{author.id}" if author else None):
        sent.form_errors.append(str(TOO_OFTEN))
        return _refused(sent, TOO_MANY_REQUESTS)
    try:
        pictures = receive_attachments(request.files.getlist("attachments"))
        return _keep(sent, pictures, author)
    except Invalid as refusal:
        _place(refusal, sent)
        return _refused(sent)


@blueprint.errorhandler(CSRFError)
def out_of_date(_problem: CSRFError) -> ResponseReturnValue:
    """Somebody logged in or out in another tab meanwhile: they get their text back in a new form."""
    sent = FeedbackForm()
    if request.endpoint != f"{blueprint.name}.{send.__name__}":
        return refusal(400, OUT_OF_DATE, "csrf")
    sent.offer(list_categories(db.session()))
    sent.form_errors.append(str(OUT_OF_DATE))
    return _refused(sent, 400)


@blueprint.post("/similar")
@public()
def similar() -> ResponseReturnValue:
    """Asked for by POST: what somebody is typing belongs in no address and in no log."""
    found = []
    if allows("feedback-similar", most=TYPED_IN_AN_HOUR):
        with transaction() as session:  # the limits of its statements hold within one
            found = list_similar(session, typed=request.form.get("subject", ""), actor=find_signed_in_user())
    return render_template(
        "feedback/_similar.html", found=[(row, status_badge(FEEDBACK_FLOW, row.status)) for row in found]
    )


def _keep(sent: FeedbackForm, pictures: list[StorageObject], author: User | None) -> ResponseReturnValue:
    code = None if author else spell_code(chance_of_this_form())

    def work(session: Session) -> dict[str, Any]:
        feedback = submit_feedback(
            session,
            kind=FeedbackKind(sent.kind.data),
            category_id=sent.category.data,
            subject=sent.subject.data or "",
            body_html=sent.body.data or "",
            attachments=pictures,
            actor=author,
            code=code,
            now=utc_now(),
        )
        return {"number": feedback.number}

    if author is None:
        # no redirect: number and code stand in this answer only, in no address, cookie or session
        return render_template("feedback/code.html", number=submit_unnamed(work)["number"], code=code)
    number = submit(work)["number"]
    flash(gettext("Terima kasih! Masukan Anda kami terima dengan nomor %(number)s.", number=number), "success")
    return redirect(url_for(".own", number=number), 303)


def _place(refusal: Invalid, sent: FeedbackForm) -> None:
    """Beside the field it is about."""
    if refusal.field in sent:
        field = sent[refusal.field]
        field.errors = [*field.errors, str(refusal)]
    else:
        sent.form_errors.append(str(refusal))


def _refused(sent: FeedbackForm, status: int = 422) -> ResponseReturnValue:
    had_pictures = any(upload.filename for upload in request.files.getlist("attachments"))
    return _page(sent, renew_stamp(request.form, utc_now()), had_pictures=had_pictures), status


def _page(shown: FeedbackForm, stamp: str, *, had_pictures: bool = False) -> str:
    return render_template(
        "feedback/form.html", form=shown, stamp=stamp, had_pictures=had_pictures, member=find_signed_in_user()
    )
