"""What somebody has reported, and what became of it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.files.downloads import send_stored
from app.http.files.sent_files import files_for_sender
from app.http.forms.submission import submit
from app.http.security.anonymous_rate_limits import allows
from app.http.security.rate_limits import ADDED_AN_HOUR
from app.models.accounts.user import EVERYONE
from app.models.feedback.bug import FREQUENCY_LABELS, IMPACT_LABELS, BugAttachment, BugEntryKind, BugReport
from app.models.feedback.bug_flow import BUG_FLOW
from app.models.files.document import StoredFile
from app.presenters.feedback.bugs import bug_badge, bug_priority_badge
from app.presenters.status import status_steps
from app.presenters.threads import ADDED_TOO_OFTEN, speaker
from app.web.bugs.blueprint import blueprint
from app.web.bugs.forms import AdditionForm
from app.web.settled import take_verdict
from workflows.bugs import add_to_bug, confirm_settled, get_own_bug, list_bug_entries, list_history, list_own_bugs
from workflows.exp import list_awards_of

PAGE = 25
PUBLIC = (BugEntryKind.ANSWER, BugEntryKind.ADDITION)


@blueprint.get("/mine")
@may_enter(*EVERYONE)
def mine() -> ResponseReturnValue:
    before = read_id(request.args.get("before", ""))
    own = list_own_bugs(db.session(), user=current_user, before=before, limit=PAGE)
    rows = [(bug, bug_badge(bug.status)) for bug in own]
    return render_template("bugs/mine.html", rows=rows, older=own[-1].id if len(own) == PAGE else None)


@blueprint.get("/<number>")
@may_enter(*EVERYONE)
def own(number: str) -> ResponseReturnValue:
    return _page(_own(number), AdditionForm(formdata=None))


@blueprint.post("/<number>/add")
@may_enter(*EVERYONE)
def add(number: str) -> ResponseReturnValue:
    bug, form = _own(number), AdditionForm()
    me = signed_in_user()

    def work(session: Session) -> dict[str, Any]:
        return {"id": add_to_bug(session, bug_id=bug.id, text=form.text.data or "", actor=me, now=utc_now()).id}

    if not form.validate():
        return _page(bug, form), 422
    if not allows("bugs-add", most=ADDED_AN_HOUR, who=f"user:{me.id}"):
        form.form_errors.append(str(ADDED_TOO_OFTEN))
        return _page(bug, form), 429
    try:
        submit(work)
    except DomainError as refusal:
        form.form_errors.append(str(refusal))
        return _page(_own(number), form), refusal.status
    flash(gettext("Tambahan Anda sudah tersimpan."), "success")
    return redirect(url_for(".own", number=number), 303)


@blueprint.post("/<number>/settled")
@may_enter(*EVERYONE)
def settled(number: str) -> ResponseReturnValue:
    bug, me = _own(number), signed_in_user()
    take_verdict(
        lambda session, is_settled: confirm_settled(session, bug_id=bug.id, settled=is_settled, actor=me, now=utc_now())
    )
    return redirect(url_for(".own", number=number), 303)


@blueprint.get("/<number>/pictures/<int:file_id>")
@may_enter(*EVERYONE)
def picture(number: str, file_id: int) -> ResponseReturnValue:
    bug = _own(number)
    attached = select(StoredFile).join(BugAttachment, BugAttachment.file_id == StoredFile.id)
    stored = db.session.scalars(attached.where(BugAttachment.bug_id == bug.id, StoredFile.id == file_id)).first()
    if stored is None:
        raise NotFound
    return send_stored(stored, f"{bug.number} {file_id}", inline=True)


def _own(number: str) -> BugReport:
    return get_own_bug(db.session(), number=number, user=current_user)


def _page(bug: BugReport, addition: AdditionForm) -> str:
    taken = reversed(list_history(db.session(), bug_id=bug.id))
    before = read_id(request.args.get("before", ""))
    thread = list_bug_entries(db.session(), bug_id=bug.id, kinds=PUBLIC, before=before)
    return render_template(
        "bugs/own.html",
        bug=bug,
        badge=bug_badge(bug.status),
        priority=bug_priority_badge(bug.priority),
        impact=IMPACT_LABELS[bug.impact],
        frequency=FREQUENCY_LABELS[bug.frequency],
        steps=status_steps(BUG_FLOW, ((step.status, step.at) for step in taken)),
        messages=[(speaker(entry.kind), entry) for entry in thread.entries],
        older=thread.older,
        sent_files=files_for_sender(db.session(), BugReport.__tablename__, bug.id),
        exp=sum(entry.points for entry in list_awards_of(db.session(), source=("bug", bug.id))),
        addition=addition,
    )
