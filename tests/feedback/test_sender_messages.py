"""What senders are told, on every channel, in words that promise nothing false."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role, User
from app.models.feedback.feedback import EntryKind, Feedback, FeedbackEntry, FeedbackKind, FeedbackStatus
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage, OutboxStatus
from tests.factories import NOW, make_user
from workflows.feedback import submit_feedback
from workflows.feedback.events import (
    FeedbackAnswered,
    FeedbackDeleted,
    FeedbackFollowedUp,
    FeedbackInReview,
    FeedbackMerged,
    FeedbackReceived,
    FeedbackRejected,
)
from workflows.outbox_events import Event, emit

SUBJECT = "Mode <gelap> & terang"


@pytest.fixture
def sent(session: Session, sinta: User) -> Feedback:
    kept = made(session, sinta)
    forget(session)
    return kept


@pytest.fixture
def deliveries(app: Flask, session: Session) -> Callable[..., dict[tuple[str, str], str]]:
    """Return a function that addresses a message: texts by (username, channel)."""

    def addressed(*messages: Event) -> dict[tuple[str, str], str]:
        for message in messages:
            emit(session, message, now=NOW)
        session.commit()
        with app.app_context():
            fan_out_due()
        session.expire_all()
        parked = session.scalars(select(OutboxMessage).where(OutboxMessage.status != OutboxStatus.ADDRESSED)).all()
        assert not parked
        return {
            (row.user.username, row.channel): row.body
            for row in session.scalars(select(Delivery).order_by(Delivery.id))
        }

    return addressed


def made(session: Session, author: User | None, subject: str = SUBJECT) -> Feedback:
    code = None if author else f"{subject:A<20}"
    facts = {"kind": FeedbackKind.SUGGESTION, "subject": subject, "body_html": "<p>Malam silau</p>"}
    return submit_feedback(session, **facts, actor=author, code=code, now=NOW)


def forget(session: Session) -> None:
    for message in session.scalars(select(OutboxMessage)):
        session.delete(message)
    session.flush()


def answer_by(session: Session, feedback: Feedback, words: str) -> FeedbackEntry:
    desk = make_user(session, "Dewi", Role.CS)
    entry = FeedbackEntry(
        feedback_id=feedback.id, kind=EntryKind.ANSWER, body_html=words, body_text=words, author_id=desk.id
    )
    session.add(entry)
    session.flush()
    return entry


def test_received_says_the_number_in_a_notification_and_by_mail(deliveries, sent, sinta):
    found = deliveries(FeedbackReceived(feedback_id=sent.id))
    assert set(found) == {(sinta.username, Channel.IN_APP), (sinta.username, Channel.EMAIL)}
    for text in found.values():
        assert text.startswith(f"Masukan {sent.number} sudah kami terima\n")
        assert SUBJECT in text
    assert f"/feedback/{sent.number}" in found[sinta.username, Channel.EMAIL]


def test_followed_up_brings_points_answer_and_the_rating_link_in_one(deliveries, session, sent, sinta):
    entry = answer_by(session, sent, "Mulai versi 2.")
    found = deliveries(FeedbackFollowedUp(feedback_id=sent.id, exp=10, entry_id=entry.id))
    for text in found.values():
        assert "Anda mendapat 10 EXP." in text
        assert "Mulai versi 2." in text
    assert "/feedback/rate/" in found[sinta.username, Channel.EMAIL]


def test_without_points_none_are_mentioned(deliveries, sent):
    found = deliveries(FeedbackFollowedUp(feedback_id=sent.id))
    assert found
    assert [text for text in found.values() if "EXP" in text] == []


def test_rejected_gives_the_reason_and_asks_for_a_rating(deliveries, session, sent, sinta):
    sent.status, sent.reject_reason = FeedbackStatus.REJECTED, "Di luar cakupan"
    found = deliveries(FeedbackRejected(feedback_id=sent.id))
    assert all("Alasan: Di luar cakupan" in text for text in found.values())
    assert "/feedback/rate/" in found[sinta.username, Channel.EMAIL]


def test_review_answer_and_deletion_are_told(deliveries, session, sent):
    entry = answer_by(session, sent, "Boleh minta contoh?")
    assert any("sedang ditinjau" in text for text in deliveries(FeedbackInReview(feedback_id=sent.id)).values())
    answered = deliveries(FeedbackAnswered(feedback_id=sent.id, entry_id=entry.id))
    assert any("Boleh minta contoh?" in text for text in answered.values())
    gone = deliveries(FeedbackDeleted(feedback_id=sent.id, reason="iklan", exp=10))
    assert any("Alasan: iklan" in text and "10 EXP" in text for text in gone.values())


def test_both_senders_of_a_merge_are_told_and_the_second_follows_the_first(deliveries, session, sent, sinta):
    sari = make_user(session, "Sari", Role.MEMBER)
    same = made(session, sari, "Tema malam")
    forget(session)
    same.merged_into_id = sent.id
    session.flush()
    found = deliveries(FeedbackMerged(feedback_id=same.id, into_id=sent.id))
    assert sent.number in found[sari.username, Channel.IN_APP]
    assert "punya dukungan lain" in found[sinta.username, Channel.IN_APP]
    assert "Tema malam" not in found[sinta.username, Channel.IN_APP]
    followed = deliveries(FeedbackFollowedUp(feedback_id=sent.id, exp=10))
    assert f"Masukan {same.number} ditindaklanjuti" in followed[sari.username, Channel.IN_APP]
    assert "EXP" not in followed[sari.username, Channel.IN_APP]


@pytest.mark.parametrize("message", [FeedbackAnswered, FeedbackFollowedUp])
def test_merged_senders_get_the_answer_once_each(deliveries, session, sent, sinta, message):
    sari = make_user(session, "Sari", Role.MEMBER)
    duplicates = [made(session, sari, "Tema malam"), made(session, sari, "Tema gelap"), made(session, sinta, "Malam")]
    forget(session)
    for duplicate in duplicates:
        duplicate.merged_into_id = sent.id
    entry = answer_by(session, sent, "Tersedia bulan depan.")
    found = deliveries(message(feedback_id=sent.id, entry_id=entry.id))
    assert "Tersedia bulan depan." in found[sari.username, Channel.IN_APP]
    assert "Tersedia bulan depan." in found[sinta.username, Channel.IN_APP]
    assert {name for name, _ in found} == {sari.username, sinta.username}


def test_nobody_is_written_to_about_what_has_no_name(deliveries, session):
    unnamed = made(session, None)
    assert not deliveries(FeedbackFollowedUp(feedback_id=unnamed.id), FeedbackReceived(feedback_id=unnamed.id))


def test_who_left_is_not_written_to(deliveries, sent, sinta):
    sinta.status = "INACTIVE"
    assert not deliveries(FeedbackReceived(feedback_id=sent.id))


def test_telegram_gets_a_subject_that_cannot_mark_up(deliveries, session):
    budi = make_user(session, "Budi", Role.TECHNICIAN, telegram_chat_id=77, telegram_verified_at=NOW)
    kept = made(session, budi)
    forget(session)
    text = deliveries(FeedbackInReview(feedback_id=kept.id))[budi.username, Channel.TELEGRAM]
    assert "Mode &lt;gelap&gt; &amp; terang" in text
    assert "&amp;lt;" not in text
