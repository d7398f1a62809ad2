"""What senders send and add, and what colleagues name somebody for, reaches somebody and waits until they react."""

from collections.abc import Callable, Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid
from app.jobs.outbox.messages import ADDRESSERS
from app.models.accounts.user import Role, User, UserStatus
from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import EntryKind, Feedback, FeedbackEntry, FeedbackMention, FeedbackStatus
from app.models.messaging.outbox import Channel, OutboxMessage
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_cs, make_user
from tests.feedback.desk_cast import make_feedback, make_member
from workflows.bugs import add_to_bug, answer_reporter, mark_bug_read, note_bug, take_bug
from workflows.feedback import (
    OwnFeedback,
    add_to_feedback,
    answer_feedback,
    follow_up_feedback,
    mark_feedback_read,
    merge_feedback,
    note_feedback,
    reject_feedback,
    reopen_feedback,
    review_feedback,
    sender_history,
    take_feedback,
    unmerge_feedback,
)


@pytest.fixture
def dewi(session: Session) -> User:
    return make_cs(session)


@pytest.fixture
def putri(session: Session) -> User:
    return make_user(session, "Putri", Role.PRODUCT)


@pytest.fixture
def joko(session: Session) -> User:
    return make_user(session, "Joko", Role.DEVELOPER)


@pytest.fixture
def sinta(session: Session) -> User:
    return make_member(session)


@pytest.fixture
def told(app, session: Session) -> Callable[[str], list[str]]:
    """Who is written to about the newest event of a kind, by name."""

    def names(kind: str) -> list[str]:
        newest = select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id.desc()).limit(1)
        message = session.scalars(newest).one()
        return sorted({letter.user.name for letter in ADDRESSERS[kind](session, message) if letter.user})

    return names


def add(session: Session, item: Feedback, who: User | None) -> FeedbackEntry:
    return add_to_feedback(session, feedback_id=item.id, body_html="<p>Masih begitu.</p>", actor=who, now=NOW)


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
    assert {letter.channel for letter in ADDRESSERS["report.bug"](session, message)} == {Channel.IN_APP}


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
    kept, twin = make_feedback(session), make_feedback(session, sinta)
    merge_feedback(session, feedback_id=twin.id, actor=dewi, into=kept.number, now=NOW)
    unmerge_feedback(session, feedback_id=twin.id, actor=dewi, now=NOW)
    assert (twin.merged_into_id, twin.merged_at) == (None, None)
    follow_up_feedback(session, feedback_id=twin.id, actor=dewi, exp=10, now=NOW)
    assert session.get_one(Feedback, kept.id).status == FeedbackStatus.NEW
    with pytest.raises(DomainError, match="tidak digabungkan"):
        unmerge_feedback(session, feedback_id=twin.id, actor=dewi, now=NOW)


def test_a_merged_sender_reads_the_answers_since_the_merge(session, dewi, sinta):
    kept, twin = make_feedback(session), make_feedback(session, sinta)
    answer_feedback(session, feedback_id=kept.id, actor=dewi, answer="Untuk Anda saja", now=NOW)
    later = NOW.replace(hour=4)
    merge_feedback(session, feedback_id=twin.id, actor=dewi, into=kept.number, now=later)
    answer_feedback(session, feedback_id=kept.id, actor=dewi, answer="Untuk semua", now=later)
    add(session, kept, None)
    note_feedback(session, feedback_id=kept.id, actor=dewi, text="Rahasia", now=later)
    assert [entry.body_text for entry in sender_history(session, feedback=twin).thread.entries] == ["Untuk semua"]
