"""What senders add reaches whoever answers for it."""

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid
from app.jobs.outbox.messages import MESSAGE_BUILDERS
from app.models.accounts.user import Role, UserStatus
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import Feedback, FeedbackMention
from app.models.messaging.outbox import Channel, OutboxMessage
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_user
from tests.feedback.desk.desk_cast import add, make_feedback
from workflows.bugs import add_to_bug, answer_reporter, mark_bug_read, note_bug, take_bug
from workflows.feedback import (
    answer_feedback,
    follow_up_feedback,
    mark_feedback_read,
    note_feedback,
    reject_feedback,
    review_feedback,
    take_feedback,
)


@pytest.fixture
def told(app, session: Session) -> Callable[[str], list[str]]:
    """Who is written to about the newest event of a kind, by name."""

    def names(kind: str) -> list[str]:
        newest = select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id.desc()).limit(1)
        message = session.scalars(newest).one()
        return sorted({delivery.user.name for delivery in MESSAGE_BUILDERS[kind](session, message) if delivery.user})

    return names


def mentions(session: Session) -> Mapping[int | None, bool]:
    """User id → settled."""
    rows = session.execute(select(FeedbackMention.user_id, FeedbackMention.done_at).order_by(FeedbackMention.id))
    return {user_id: done_at is not None for user_id, done_at in rows}


def test_an_addition_is_unread_until_staff_react(session, dewi, sinta):
    reactions = (
        lambda item: answer_feedback(session, feedback_id=item.id, actor=dewi, answer="Baik.", now=NOW),
        lambda item: note_feedback(session, feedback_id=item.id, actor=dewi, text="Sudah dibaca", now=NOW),
        lambda item: mark_feedback_read(session, feedback_id=item.id, actor=dewi, now=NOW),
        lambda item: review_feedback(session, feedback_id=item.id, actor=dewi, now=NOW),
        lambda item: reject_feedback(session, feedback_id=item.id, actor=dewi, reason="Sudah ada", now=NOW),
    )
    for react in reactions:
        item = make_feedback(session, sinta)
        assert item.unread_at is None
        add(session, item, sinta)
        assert item.unread_at == NOW
        react(item)
        session.refresh(item)
        assert item.unread_at is None


def test_taking_an_item_is_not_reading_it(session, dewi, sinta):
    item = make_feedback(session, sinta)
    add(session, item, sinta)
    take_feedback(session, feedback_id=item.id, actor=dewi, now=NOW)
    session.refresh(item)
    assert (item.owner_id, item.unread_at) == (dewi.id, NOW)


def test_nobody_marks_their_own_addition_as_read(session, dewi):
    item = make_feedback(session, dewi)
    add(session, item, dewi)
    with pytest.raises(DomainError), session.begin_nested():
        mark_feedback_read(session, feedback_id=item.id, actor=dewi, now=NOW)
    note_feedback(session, feedback_id=item.id, actor=dewi, text="Catatan saya sendiri", now=NOW)
    assert session.get_one(Feedback, item.id).unread_at == NOW


def test_an_anonymous_addition_reaches_the_team_as_well(session, told, dewi, putri):
    item = make_feedback(session)
    add(session, item, None)
    assert told("report.feedback_added_to") == ["Dewi", "Putri"]


def test_an_addition_goes_to_the_owner_and_to_the_team_when_they_left(session, told, dewi, putri, sinta):
    item = make_feedback(session, sinta)
    answer_feedback(session, feedback_id=item.id, actor=dewi, answer="Kami periksa.", now=NOW)
    add(session, item, sinta)
    assert told("report.feedback_added_to") == ["Dewi"]
    dewi.status = UserStatus.INACTIVE
    session.flush()
    assert told("report.feedback_added_to") == ["Putri"]


def test_the_first_to_decide_owns_the_item_and_another_may_take_it_over(session, dewi, putri, sinta):
    item = make_feedback(session, sinta)
    review_feedback(session, feedback_id=item.id, actor=dewi, now=NOW)
    follow_up_feedback(session, feedback_id=item.id, actor=putri, now=NOW)
    assert session.get_one(Feedback, item.id).owner_id == dewi.id
    take_feedback(session, feedback_id=item.id, actor=putri, now=NOW)
    assert session.get_one(Feedback, item.id).owner_id == putri.id


def test_by_default_staff_are_told_on_our_own_pages_only(session, app, putri, joko):
    make_bug(session, None)
    message = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "report.bug")).one()
    assert {delivery.channel for delivery in MESSAGE_BUILDERS["report.bug"](session, message)} == {Channel.IN_APP}


def test_a_new_bug_reaches_the_technical_team(session, told, dewi, joko, sinta):
    make_bug(session, sinta)
    assert told("report.bug") == ["Joko"]


def test_what_a_reporter_adds_waits_for_its_owner(session, told, joko, sinta):
    wawan = make_user(session, "Wawan", Role.DEVOPS)
    bug = make_bug(session, sinta)
    add_to_bug(session, bug_id=bug.id, text="Juga di iPad", actor=sinta, now=NOW)
    assert (session.get_one(BugReport, bug.id).unread_at, told("report.bug_added_to")) == (NOW, ["Joko", "Wawan"])
    answer_reporter(session, bug_id=bug.id, text="Terima kasih", actor=wawan, now=NOW)
    assert session.get_one(BugReport, bug.id).unread_at is None
    add_to_bug(session, bug_id=bug.id, text="Dan di Mac", actor=sinta, now=NOW)
    assert told("report.bug_added_to") == ["Wawan"]
    take_bug(session, bug_id=bug.id, actor=joko, now=NOW)
    assert told("report.bug_added_to") == ["Joko"]
    assert session.get_one(BugReport, bug.id).unread_at == NOW
    mark_bug_read(session, bug_id=bug.id, actor=joko, now=NOW)
    assert session.get_one(BugReport, bug.id).unread_at is None


def test_a_developers_note_about_their_own_report_marks_nothing_as_read(session, joko):
    bug = make_bug(session, joko)
    add_to_bug(session, bug_id=bug.id, text="Juga di iPad", actor=joko, now=NOW)
    note_bug(session, bug_id=bug.id, text="Catatan", actor=joko, now=NOW)
    with pytest.raises(DomainError), session.begin_nested():
        mark_bug_read(session, bug_id=bug.id, actor=joko, now=NOW)
    assert session.get_one(BugReport, bug.id).unread_at == NOW


def test_a_name_in_a_note_puts_the_item_on_that_persons_queue_until_they_react(session, told, dewi, joko, sinta):
    item = make_feedback(session, sinta)
    text = f"Tolong lihat ini @{joko.username.upper()}, terima kasih. Kontak: cs@{joko.username}.id"
    note_feedback(session, feedback_id=item.id, actor=dewi, text=text, now=NOW)
    assert mentions(session) == {joko.id: False}
    assert told("report.mentioned") == ["Joko"]
    note_feedback(session, feedback_id=item.id, actor=joko, text="Akan saya cek", now=NOW)
    assert mentions(session) == {joko.id: True}
    assert told("report.mentioned") == []


def test_product_is_named_as_a_team(session, told, dewi, putri, sinta):
    item = make_feedback(session, sinta)
    note_feedback(session, feedback_id=item.id, actor=dewi, text="@product bagaimana menurut kalian?", now=NOW)
    assert (mentions(session), told("report.mentioned")) == ({None: False}, ["Putri"])
    note_feedback(session, feedback_id=item.id, actor=dewi, text="Masih menunggu", now=NOW)
    assert mentions(session) == {None: False}
    mark_feedback_read(session, feedback_id=item.id, actor=putri, now=NOW)
    assert mentions(session) == {None: True}


@pytest.mark.parametrize("name", ["@tidakada", "@{sinta}", "@{budi}"])
def test_who_cannot_open_feedback_cannot_be_named(session, dewi, sinta, name):
    budi = make_user(session, "Budi", Role.TECHNICIAN)
    item = make_feedback(session, sinta)
    text = name.format(sinta=sinta.username, budi=budi.username)
    with pytest.raises(Invalid) as refusal, session.begin_nested():
        note_feedback(session, feedback_id=item.id, actor=dewi, text=f"Halo {text}", now=NOW)
    assert refusal.value.field == "text"
    assert mentions(session) == {}
