"""The form of a bug report; the browser and the version fill themselves in."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.files.pictures.attachments import receive_attachments
from app.http.forms.submission import submit
from app.http.security.anonymous_rate_limits import allows
from app.models.accounts.user import EVERYONE
from app.models.feedback.bug import BugReport, Frequency, Impact
from app.presenters.browsers import describe_browser
from app.web.bugs.blueprint import SENT_IN_AN_HOUR, blueprint
from app.web.bugs.forms import BugForm
from workflows.bugs import report_bug
from workflows.documents import store_file

TOO_OFTEN = N_("Anda sudah mengirim banyak laporan dalam satu jam terakhir. Coba lagi nanti.")


@blueprint.get("")
@may_enter(*EVERYONE)
def form() -> ResponseReturnValue:
    empty = BugForm(formdata=None)
    empty.environment.data = describe_browser(request.headers.get("User-Agent", ""))
    empty.version.data = current_app.config["VERSION"]
    return render_template("bugs/form.html", form=empty)


@blueprint.post("")
@may_enter(*EVERYONE)
def send() -> ResponseReturnValue:
    """A refusal gives everything back but the pictures, which a browser does not let us fill in."""
    sent = BugForm()
    if not sent.validate():
        return _refused(sent)
    if not allows("bugs", most=SENT_IN_AN_HOUR, who=f"user:{current_user.id}"):
        sent.form_errors.append(str(TOO_OFTEN))
        return _refused(sent, 429)
    try:
        number = _keep(sent)
    except Invalid as refusal:
        if refusal.field in sent:
            sent[refusal.field].errors = [*sent[refusal.field].errors, str(refusal)]
        else:
            sent.form_errors.append(str(refusal))
        return _refused(sent)
    flash(gettext("Terima kasih! Laporan Anda kami terima dengan nomor %(number)s.", number=number), "success")
    return redirect(url_for(".own", number=number), 303)


def _keep(sent: BugForm) -> str:
    pictures = receive_attachments(request.files.getlist("attachments"))
    me = signed_in_user()

    def work(session: Session) -> dict[str, Any]:
        bug: BugReport = report_bug(
            session,
            title=sent.title.data or "",
            steps=sent.steps.data or "",
            expected=sent.expected.data or "",
            actual=sent.actual.data or "",
            environment=sent.environment.data or "",
            version=sent.version.data or "",
            impact=Impact(sent.impact.data),
            frequency=Frequency(sent.frequency.data),
            reporter_id=me.id,
            origin_feedback_id=None,
            attachments=[store_file(session, picture, actor=me).id for picture in pictures],
            actor=me,
            now=utc_now(),
        )
        return {"number": bug.number}

    return submit(work)["number"]


def _refused(sent: BugForm, status: int = 422) -> ResponseReturnValue:
    had_pictures = any(upload.filename for upload in request.files.getlist("attachments"))
    return render_template("bugs/form.html", form=sent, had_pictures=had_pictures), status
