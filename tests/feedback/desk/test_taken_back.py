"""Decisions and merges can be taken back."""

import pytest
from sqlalchemy import select

from app.core.errors import DomainError
from app.models.feedback.feedback import EntryKind, Feedback, FeedbackEntry, FeedbackStatus
from app.models.messaging.outbox import OutboxMessage
from tests.factories import NOW
from tests.feedback.desk.desk_cast import add, make_feedback
from workflows.feedback import (
    OwnFeedback,
    answer_feedback,
    follow_up_feedback,
    merge_feedback,
    note_feedback,
    reject_feedback,
    reopen_feedback,
    sender_history,
    unmerge_feedback,
)


def test_a_decision_can_be_taken_back(session, dewi, putri, sinta):
    item = make_feedback(session, sinta)
    reject_feedback(session, feedback_id=item.id, actor=dewi, reason="Sudah ada", now=NOW)
    back = reopen_feedback(session, feedback_id=item.id, actor=putri, reason="Ternyata belum ada", now=NOW)
    assert (back.status, back.decided_at, back.reject_reason, back.handled_at) == (
        FeedbackStatus.IN_REVIEW,
        None,
        None,
        None,
    )
    note = session.scalars(select(FeedbackEntry).where(FeedbackEntry.feedback_id == item.id)).one()
    assert (note.kind, note.body_text) == (EntryKind.NOTE, "Ternyata belum ada")
    follow_up_feedback(session, feedback_id=item.id, actor=putri, exp=10, now=NOW)
    reopen_feedback(session, feedback_id=item.id, actor=putri, reason="Salah tekan", now=NOW)
    follow_up_feedback(session, feedback_id=item.id, actor=putri, exp=10, now=NOW)
    kinds = session.scalars(select(OutboxMessage.payload["exp"]).where(OutboxMessage.kind == "feedback.followed_up"))
    assert sorted(kinds) == [0, 10]


def test_nobody_reopens_their_own(session, dewi, putri):
    item = make_feedback(session, putri)
    reject_feedback(session, feedback_id=item.id, actor=dewi, reason="Sudah ada", now=NOW)
    with pytest.raises(OwnFeedback):
        reopen_feedback(session, feedback_id=item.id, actor=putri, reason="Jangan", now=NOW)


def test_a_merge_can_be_taken_back(session, dewi, sinta):
    kept, duplicate = make_feedback(session), make_feedback(session, sinta)
    merge_feedback(session, feedback_id=duplicate.id, actor=dewi, into=kept.number, now=NOW)
    unmerge_feedback(session, feedback_id=duplicate.id, actor=dewi, now=NOW)
    assert (duplicate.merged_into_id, duplicate.merged_at) == (None, None)
    follow_up_feedback(session, feedback_id=duplicate.id, actor=dewi, exp=10, now=NOW)
    assert session.get_one(Feedback, kept.id).status == FeedbackStatus.NEW
    with pytest.raises(DomainError, match="tidak digabungkan"):
        unmerge_feedback(session, feedback_id=duplicate.id, actor=dewi, now=NOW)


def test_a_merged_sender_reads_the_answers_since_the_merge(session, dewi, sinta):
    kept, duplicate = make_feedback(session), make_feedback(session, sinta)
    answer_feedback(session, feedback_id=kept.id, actor=dewi, answer="Untuk Anda saja", now=NOW)
    later = NOW.replace(hour=4)
    merge_feedback(session, feedback_id=duplicate.id, actor=dewi, into=kept.number, now=later)
    answer_feedback(session, feedback_id=kept.id, actor=dewi, answer="Untuk semua", now=later)
    add(session, kept, None)
    note_feedback(session, feedback_id=kept.id, actor=dewi, text="Rahasia", now=later)
    assert [entry.body_text for entry in sender_history(session, feedback=duplicate).thread.entries] == ["Untuk semua"]
