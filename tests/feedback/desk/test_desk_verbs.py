"""What the desk decides about feedback, and what the ledger says afterwards."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAllowed, NotAvailable
from app.models.accounts.user import Role
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import EntryKind, Feedback, FeedbackEntry, FeedbackStatus
from app.models.messaging.outbox import OutboxMessage
from app.models.support.ticket import SupportTicket
from tests.factories import NOW, make_user
from tests.feedback.desk.desk_cast import make_feedback, make_member
from workflows.exp import balance_of
from workflows.feedback import (
    AlreadyForwarded,
    OwnFeedback,
    answer_feedback,
    delete_feedback,
    follow_up_feedback,
    forward_feedback,
    merge_feedback,
    note_feedback,
    points_of,
    reject_feedback,
    restore_feedback,
    review_feedback,
)


def emitted(session: Session, kind: str) -> list[dict[str, Any]]:
    rows = select(OutboxMessage.payload).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id)
    return list(session.scalars(rows))


def test_following_up_rewards_once_and_tells_all_in_one_message(session, dewi, sinta):
    item = make_feedback(session, sinta)
    review_feedback(session, feedback_id=item.id, actor=dewi, now=NOW)
    done = follow_up_feedback(session, feedback_id=item.id, actor=dewi, answer="Bulan depan.", exp=15, now=NOW)
    assert (done.status, done.decided_by_id, done.handled_by_id) == (FeedbackStatus.FOLLOWED_UP, dewi.id, dewi.id)
    assert balance_of(session, user_id=sinta.id) == points_of(session, item.id) == 15
    entry = session.scalars(select(FeedbackEntry).where(FeedbackEntry.feedback_id == item.id)).one()
    assert emitted(session, "feedback.followed_up") == [{"feedback_id": item.id, "exp": 15, "entry_id": entry.id}]
    with pytest.raises(NotAvailable):
        follow_up_feedback(session, feedback_id=item.id, actor=dewi, exp=15, now=NOW)
    assert balance_of(session, user_id=sinta.id) == 15


def test_an_anonymous_sender_is_given_nothing(session, dewi):
    item = make_feedback(session)
    with pytest.raises(Invalid) as refusal, session.begin_nested():
        follow_up_feedback(session, feedback_id=item.id, actor=dewi, exp=10, now=NOW)
    assert refusal.value.field == "exp"
    follow_up_feedback(session, feedback_id=item.id, actor=dewi, now=NOW)
    assert session.scalars(select(ExpEntry).where(ExpEntry.source_id == item.id)).all() == []


@pytest.mark.parametrize(
    ("verb", "answers"),
    [
        (review_feedback, {}),
        (follow_up_feedback, {"exp": 10}),
        (reject_feedback, {"reason": "Sudah ada."}),
        (answer_feedback, {"answer": "Halo"}),
        (forward_feedback, {"to": "SUPPORT"}),
        (delete_feedback, {"reason": "Spam"}),
    ],
)
def test_nobody_decides_about_his_own(session, ani, verb, answers):
    item = make_feedback(session, ani)
    with pytest.raises(OwnFeedback):
        verb(session, feedback_id=item.id, actor=ani, now=NOW, **answers)
    assert session.get_one(Feedback, item.id).status == FeedbackStatus.NEW


def test_only_an_admin_deletes_and_a_manager_decides_nothing(session, dewi, sinta):
    item, maya = make_feedback(session, sinta), make_user(session, "Maya", Role.MANAGER)
    with pytest.raises(NotAllowed):
        delete_feedback(session, feedback_id=item.id, actor=dewi, reason="Spam", now=NOW)
    for verb in (review_feedback, follow_up_feedback):
        with pytest.raises(NotAllowed):
            verb(session, feedback_id=item.id, actor=maya, now=NOW)


def test_deleting_takes_the_award_back_and_restoring_gives_no_second(session, ani, dewi, sinta):
    item = make_feedback(session, sinta)
    follow_up_feedback(session, feedback_id=item.id, actor=dewi, exp=10, now=NOW)
    delete_feedback(session, feedback_id=item.id, actor=ani, reason="Di luar aturan", now=NOW)
    assert balance_of(session, user_id=sinta.id) == points_of(session, item.id) == 0
    assert emitted(session, "feedback.deleted") == [{"feedback_id": item.id, "reason": "Di luar aturan", "exp": 10}]
    with pytest.raises(DomainError):
        answer_feedback(session, feedback_id=item.id, actor=dewi, answer="Halo", now=NOW)
    back = restore_feedback(session, feedback_id=item.id, actor=ani, now=NOW)
    assert (back.status, back.deleted_at, back.delete_reason) == (FeedbackStatus.FOLLOWED_UP, None, None)
    assert balance_of(session, user_id=sinta.id) == 0
    with pytest.raises(NotAvailable):
        restore_feedback(session, feedback_id=item.id, actor=ani, now=NOW)


def test_a_merged_item_leads_to_the_one_that_stays(session, dewi, sinta):
    agus = make_member(session, "Agus")
    kept, duplicate, older = make_feedback(session, sinta), make_feedback(session, agus), make_feedback(session)
    merge_feedback(session, feedback_id=older.id, actor=dewi, into=duplicate.number, now=NOW)
    merge_feedback(session, feedback_id=duplicate.id, actor=dewi, into=f" {kept.number.lower()} ", now=NOW)
    session.expire_all()
    assert (duplicate.merged_into_id, older.merged_into_id) == (kept.id, kept.id)
    assert emitted(session, "feedback.merged")[-1] == {"feedback_id": duplicate.id, "into_id": kept.id}
    for refused, into in ((kept, duplicate.number), (kept, kept.number), (kept, "SRN-2026-000000")):
        with pytest.raises(Invalid):
            merge_feedback(session, feedback_id=refused.id, actor=dewi, into=into, now=NOW)
    with pytest.raises(DomainError, match=kept.number):
        follow_up_feedback(session, feedback_id=duplicate.id, actor=dewi, exp=10, now=NOW)


def test_forwarding_makes_one_linked_item_of_each_kind(session, dewi, sinta):
    item = make_feedback(session, sinta)
    forward_feedback(session, feedback_id=item.id, actor=dewi, to="BUG", explanation="Di iPhone saja.", now=NOW)
    forward_feedback(session, feedback_id=item.id, actor=dewi, to="SUPPORT", now=NOW)
    bug = session.scalars(select(BugReport).where(BugReport.origin_feedback_id == item.id)).one()
    ticket = session.scalars(select(SupportTicket).where(SupportTicket.origin_feedback_id == item.id)).one()
    assert (bug.reporter_id, bug.title, ticket.subject) == (sinta.id, item.subject, item.subject)
    assert item.body_text in bug.steps
    for to, number in (("BUG", bug.number), ("SUPPORT", ticket.number)):
        with pytest.raises(AlreadyForwarded, match=number), session.begin_nested():
            forward_feedback(session, feedback_id=item.id, actor=dewi, to=to, now=NOW)


def test_a_note_tells_nobody_and_a_developer_may_write_one(session, sinta):
    item, fajar = make_feedback(session, sinta), make_user(session, "Fajar", Role.DEVELOPER)
    before = len(session.scalars(select(OutboxMessage.id)).all())
    note_feedback(session, feedback_id=item.id, actor=fajar, text="Lihat <b>log</b> kemarin", now=NOW)
    entry = session.scalars(select(FeedbackEntry).where(FeedbackEntry.feedback_id == item.id)).one()
    assert (entry.kind, entry.body_text) == (EntryKind.NOTE, "Lihat <b>log</b> kemarin")
    assert "<b>" not in entry.body_html
    assert len(session.scalars(select(OutboxMessage.id)).all()) == before
