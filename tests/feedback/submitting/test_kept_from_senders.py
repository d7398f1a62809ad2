"""What staff write for one another, and what others have sent, is shown to no sender: on no page and in no message."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugEntry, BugEntryKind, BugReport
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import Feedback, FeedbackStatus
from tests.bugs.reports import bring_to_fixed, make_bug
from tests.factories import NOW
from tests.feedback.desk.desk_cast import make_feedback
from tests.support.people import sign_in
from workflows.bugs import confirm_bug, mark_duplicate, override_priority, reopen_bug, send_back, start_work, try_fix
from workflows.feedback import forward_feedback, list_similar, merge_feedback, note_feedback

SECRET = "Pengirim ini sering mengeluh, tanya Pak Joko"


def forwarded(session: Session, item: Feedback, actor: User) -> BugReport:
    forward_feedback(session, feedback_id=item.id, actor=actor, to="BUG", explanation=SECRET, now=NOW)
    return session.scalars(select(BugReport).where(BugReport.origin_feedback_id == item.id)).one()


def test_the_explanation_of_a_forwarded_item_is_a_note_of_the_bug(session, client: FlaskClient, dewi, sinta):
    item = make_feedback(session, sinta, words="Tombol simpan mati.")
    bug = forwarded(session, item, dewi)
    assert SECRET not in bug.steps
    assert "Tombol simpan mati." in bug.steps
    note = session.scalars(select(BugEntry).where(BugEntry.bug_id == bug.id)).one()
    assert (note.kind, note.text, note.author_id) == (BugEntryKind.NOTE, SECRET, dewi.id)
    sign_in(client, sinta)
    page = client.get(f"/bugs/{bug.number}").text
    assert "Tombol simpan mati." in page
    assert SECRET not in page


def test_the_explanation_stands_where_the_team_reads_it(session, client: FlaskClient, dewi, joko, sinta):
    bug = forwarded(session, make_feedback(session, sinta), dewi)
    sign_in(client, joko)
    assert SECRET in client.get(f"/admin/bugs/details/?id={bug.id}").text


def test_no_reason_among_staff_reaches_the_reporter(session, client: FlaskClient, dewi, joko, sinta):
    first, second = make_bug(session, dewi), make_bug(session, sinta)
    override_priority(session, bug_id=second.id, priority="HIGH", reason=SECRET, actor=joko, now=NOW)
    confirm_bug(session, bug_id=second.id, reproduction=SECRET, actor=joko, now=NOW)
    mark_duplicate(session, bug_id=second.id, original=first.number, actor=joko, now=NOW)
    bring_to_fixed(session, first, joko)
    reopen_bug(session, bug_id=second.id, reason=SECRET, actor=joko, now=NOW)
    confirm_bug(session, bug_id=second.id, reproduction="Terulang", actor=joko, now=NOW)
    start_work(session, bug_id=second.id, actor=joko, now=NOW)
    try_fix(session, bug_id=second.id, actor=joko, now=NOW)
    send_back(session, bug_id=second.id, reason=SECRET, actor=joko, now=NOW)
    taken = session.scalars(select(ExpEntry).where(ExpEntry.user_id == sinta.id, ExpEntry.points < 0)).one()
    assert taken.reason == f"{second.number}: {second.title}"
    sign_in(client, sinta)
    for address in (f"/bugs/{second.number}", "/bugs/mine", "/portal/exp", "/notifications"):
        assert SECRET not in client.get(address).text, address


def test_a_merged_sender_reads_the_number_of_the_other_item_and_not_its_subject(
    session, client: FlaskClient, dewi, sinta
):
    kept = make_feedback(session, subject="Bu Rina sering terlambat")
    duplicate = make_feedback(session, sinta)
    note_feedback(session, feedback_id=duplicate.id, actor=dewi, text=SECRET, now=NOW)
    merge_feedback(session, feedback_id=duplicate.id, actor=dewi, into=kept.number, now=NOW)
    sign_in(client, sinta)
    page = client.get(f"/feedback/{duplicate.number}").text
    assert kept.number in page
    assert kept.subject not in page
    assert SECRET not in page


@pytest.mark.parametrize(
    ("status", "named", "shown"),
    [
        (FeedbackStatus.NEW, True, False),
        (FeedbackStatus.IN_REVIEW, True, True),
        (FeedbackStatus.FOLLOWED_UP, True, True),
        (FeedbackStatus.REJECTED, True, True),
        (FeedbackStatus.IN_REVIEW, False, False),
        (FeedbackStatus.FOLLOWED_UP, False, False),
    ],
)
def test_only_reviewed_subjects_sent_with_a_name_are_offered_while_typing(session, sinta, status, named, shown):
    make_feedback(session, sinta if named else None, subject="Harga servis mahal", status=status)
    assert bool(list_similar(session, typed="harga servis")) is shown
