"""The clocks of a ticket as rows: they follow the ticket, and warn and breach once."""

import pytest
from sqlalchemy import select, update

from app.models.audit.audit_log import AuditEntry
from app.models.messaging.outbox import OutboxMessage
from app.models.support.clocks import BreachCause, ClockKind, StopCause, SupportClock, SupportPause
from app.models.support.settings.service_plan import CalendarDay, DayKind, ServiceTarget, SupportCalendar
from app.models.support.ticket import SupportStatus
from tests.factories import make_company, make_cs, make_customer, make_site
from tests.support_desk.clocks.calendars import WITA, at
from tests.support_desk.desk import clock_of, fresh, make_ticket
from workflows.support import (
    answer_and_wait,
    answer_ticket,
    classify_ticket,
    close_ticket,
    close_unconfirmed,
    finish_support_ticket,
    note_ticket,
    only_thanks,
    override_ticket_priority,
    receive_customer_message,
    recompute_calendars,
    reopen_support_ticket,
    sweep_clocks,
    take_support_ticket,
)

H = 3600
MONDAY = "2026-11-30"
FIRST, NEXT, RESOLUTION = ClockKind.FIRST_REPLY, ClockKind.NEXT_REPLY, ClockKind.RESOLUTION


@pytest.fixture
def dewi(session):
    make_company(session)
    session.execute(
        update(ServiceTarget)
        .where(ServiceTarget.priority == "MEDIUM")
        .values(first_reply_s=H, next_reply_s=2 * H, resolution_s=8 * H)
    )
    session.execute(update(ServiceTarget).where(ServiceTarget.priority == "HIGH").values(resolution_s=4 * H))
    return make_cs(session)


def test_a_new_ticket_emits_an_answer_and_an_end_in_working_time(session, dewi):
    ticket = make_ticket(session, at=at(f"{MONDAY} 16:45"))
    assert clock_of(session, ticket, FIRST).due_at == at("2026-12-01 08:45")
    assert clock_of(session, ticket).due_at == at("2026-12-01 16:45")


def test_only_an_answer_of_a_person_stops_the_first_reply(session, dewi):
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    take_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=at(f"{MONDAY} 09:10"))
    note_ticket(session, ticket_id=ticket.id, actor=dewi, text="Tanya gudang", now=at(f"{MONDAY} 09:20"))
    assert clock_of(session, ticket, FIRST).stopped_at is None
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami cek.", now=at(f"{MONDAY} 09:30"))
    clock = clock_of(session, ticket, FIRST)
    assert (clock.stopped_at, clock.stop_cause, clock.consumed_s) == (at(f"{MONDAY} 09:30"), StopCause.MET, 1800)
    assert clock.breached_at is None


def test_the_next_reply_starts_at_the_earliest_unanswered_message(session, dewi):
    """Example 31."""
    ticket = make_ticket(session, at=at("2026-11-27 09:00"))
    answer_and_wait(session, ticket_id=ticket.id, actor=dewi, text="Sudah dicoba?", now=at("2026-11-27 09:30"))
    receive_customer_message(session, ticket_id=ticket.id, text="Belum", now=at("2026-11-28 21:00"))
    receive_customer_message(session, ticket_id=ticket.id, text="Halo?", now=at("2026-11-29 20:00"))
    assert clock_of(session, ticket, NEXT).due_at == at(f"{MONDAY} 10:00")
    assert fresh(session, ticket).unread_at == at("2026-11-28 21:00")


def test_a_message_before_the_first_answer_starts_no_other_clock(session, dewi):
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    receive_customer_message(session, ticket_id=ticket.id, text="Cepat ya", now=at(f"{MONDAY} 09:05"))
    kinds = session.scalars(select(SupportClock.kind).where(SupportClock.ticket_id == ticket.id)).all()
    assert sorted(kinds) == ["FIRST_REPLY", "RESOLUTION"]


def test_waiting_for_the_customer_pauses_the_resolution(session, dewi):
    """Example 17."""
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    answer_and_wait(session, ticket_id=ticket.id, actor=dewi, text="Fotonya?", now=at(f"{MONDAY} 10:00"))
    clock = clock_of(session, ticket)
    assert (clock.due_at, clock.consumed_s, clock.paused_at) == (None, H, at(f"{MONDAY} 10:00"))
    assert sweep_clocks(session, now=at("2026-12-04 10:00")) == 0
    receive_customer_message(session, ticket_id=ticket.id, text="Ini fotonya", now=at(f"{MONDAY} 15:00"))
    assert clock_of(session, ticket).due_at == at("2026-12-01 14:00")


@pytest.mark.parametrize(
    "step",
    [
        lambda session, **facts: answer_and_wait(session, text="Masih kami tunggu.", **facts),
        lambda session, **facts: finish_support_ticket(session, outcome="Dibersihkan", **facts),
    ],
    ids=["answer_and_wait", "finish"],
)
def test_a_clock_that_is_paused_already_keeps_its_pause(session, dewi, step):
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    answer_and_wait(session, ticket_id=ticket.id, actor=dewi, text="Fotonya?", now=at(f"{MONDAY} 10:00"))
    step(session, ticket_id=ticket.id, actor=dewi, now=at(f"{MONDAY} 13:00"))
    clock = clock_of(session, ticket)
    assert (clock.paused_at, clock.consumed_s, clock.due_at) == (at(f"{MONDAY} 10:00"), H, None)
    pauses = session.execute(select(SupportPause.from_at, SupportPause.until_at)).all()
    assert pauses == [(at(f"{MONDAY} 10:00"), None)]


def test_a_priority_that_puts_the_end_into_the_past_is_breached_now(session, dewi):
    """Example 27."""
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    override_ticket_priority(
        session, ticket_id=ticket.id, actor=dewi, priority="HIGH", reason="Ruang server", now=at(f"{MONDAY} 14:30")
    )
    clock = clock_of(session, ticket)
    assert (clock.due_at, clock.breached_at) == (at(f"{MONDAY} 14:00"), at(f"{MONDAY} 14:30"))
    assert clock.cause == BreachCause.PRIORITY
    override_ticket_priority(
        session, ticket_id=ticket.id, actor=dewi, priority="AUTO", reason="Salah", now=at(f"{MONDAY} 14:40")
    )
    assert clock_of(session, ticket).breached_at == at(f"{MONDAY} 14:30")


def test_a_pause_before_the_new_priority_counts(session, dewi):
    """Example 28."""
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    answer_and_wait(session, ticket_id=ticket.id, actor=dewi, text="Fotonya?", now=at(f"{MONDAY} 10:00"))
    receive_customer_message(session, ticket_id=ticket.id, text="Ini", now=at(f"{MONDAY} 11:00"))
    classify_ticket(
        session, ticket_id=ticket.id, actor=dewi, kind="PROBLEM", impact="LIMITED", urgency="HIGH",
        now=at(f"{MONDAY} 14:30"),
    )  # fmt: skip
    clock = clock_of(session, ticket)
    assert (clock.due_at, clock.breached_at) == (at(f"{MONDAY} 15:00"), None)


def test_time_in_terselesaikan_is_a_pause_when_it_is_opened_again(session, dewi):
    """Example 29."""
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Dibersihkan", now=at(f"{MONDAY} 15:00"))
    assert clock_of(session, ticket).consumed_s == 5 * H
    reopen_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=at("2026-12-02 10:00"))
    assert clock_of(session, ticket).due_at == at("2026-12-02 14:00")


def test_a_closed_ticket_runs_on_from_where_it_ended(session, dewi):
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Dibersihkan", now=at(f"{MONDAY} 15:00"))
    close_ticket(session, ticket_id=ticket.id, actor=dewi, reason="Telepon", now=at("2026-12-01 09:00"))
    clock = clock_of(session, ticket)
    assert (clock.stopped_at, clock.stop_cause) == (at(f"{MONDAY} 15:00"), StopCause.MET)
    reopen_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=at("2026-12-02 10:00"))
    assert clock_of(session, ticket).due_at == at("2026-12-02 14:00")


def test_a_breach_stays_when_the_ticket_is_opened_again(session, dewi):
    """Example 30."""
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Selesai", now=at("2026-12-01 11:00"))
    reopen_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=at("2026-12-04 16:00"))
    clock = clock_of(session, ticket)
    assert (clock.breached_at, clock.cause, clock.due_at) == (
        at("2026-12-01 09:00"), BreachCause.TIME, at("2026-12-01 09:00"),
    )  # fmt: skip


def test_thanks_after_the_end_restore_state_and_clocks(session, dewi):
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Selesai", now=at(f"{MONDAY} 15:00"))
    receive_customer_message(session, ticket_id=ticket.id, text="Terima kasih!", now=at("2026-12-01 09:00"))
    assert fresh(session, ticket).status == SupportStatus.IN_PROGRESS
    only_thanks(session, ticket_id=ticket.id, actor=dewi, now=at("2026-12-01 09:10"))
    clock, now = clock_of(session, ticket), fresh(session, ticket)
    assert (now.status, now.unread_at) == (SupportStatus.DONE, None)
    assert (clock.paused_at, clock.due_at, clock.consumed_s) == (at(f"{MONDAY} 15:00"), None, 5 * H)
    unanswered = select(SupportClock).where(SupportClock.ticket_id == ticket.id, SupportClock.kind == NEXT)
    assert session.scalars(unanswered).all() == []


def test_who_is_told_of_a_breach_gets_no_late_warning(session, dewi):
    ticket = make_ticket(session, at=at("2026-12-04 10:00"))
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami cek.", now=at("2026-12-04 10:30"))
    sweep_clocks(session, now=at("2026-12-07 11:00"))
    kinds = session.scalars(select(OutboxMessage.kind).where(OutboxMessage.kind.like("ticket.%ed"))).all()
    assert ("ticket.breached" in kinds, "ticket.warned" in kinds) == (True, False)


def test_warnings_and_breaches_are_told_once(session, dewi):
    """Example 32: three quarters of eight working hours from Friday 10:00 are over on Monday 08:30."""
    ticket = make_ticket(session, at=at("2026-12-04 10:00"))
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami cek.", now=at("2026-12-04 10:30"))

    def told(kind):
        return len(session.scalars(select(OutboxMessage.id).where(OutboxMessage.kind == kind)).all())

    sweep_clocks(session, now=at("2026-12-07 08:29"))
    assert (told("ticket.warned"), told("ticket.breached")) == (0, 0)
    for _ in range(2):
        sweep_clocks(session, now=at("2026-12-07 08:30"))
    assert (told("ticket.warned"), told("ticket.breached")) == (1, 0)
    sweep_clocks(session, now=at("2026-12-07 10:29"))
    assert told("ticket.breached") == 0
    for _ in range(2):
        sweep_clocks(session, now=at("2026-12-07 10:30"))
    assert (told("ticket.warned"), told("ticket.breached")) == (1, 1)
    clock = clock_of(session, ticket)
    assert (clock.breached_at, clock.cause) == (at("2026-12-07 10:30"), BreachCause.TIME)
    noted = select(AuditEntry.changes).where(AuditEntry.action == "breached", AuditEntry.thing_id == ticket.id)
    assert session.scalars(noted).one() == {"clock": "RESOLUTION"}


def test_an_answer_after_the_due_time_leaves_the_breach_though_no_sweep_came(session, dewi):
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Maaf lama.", now=at(f"{MONDAY} 10:00:01"))
    assert clock_of(session, ticket, FIRST).breached_at == at(f"{MONDAY} 10:00")


def test_an_answer_at_the_due_time_is_in_time(session, dewi):
    ticket = make_ticket(session, at=at(f"{MONDAY} 09:00"))
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami cek.", now=at(f"{MONDAY} 10:00"))
    assert clock_of(session, ticket, FIRST).breached_at is None


def test_a_calendar_without_a_zone_counts_in_the_zone_of_the_site(session, dewi):
    """Example 25."""
    customer = make_customer(session)
    site = make_site(session, customer, time_zone=WITA)
    ticket = make_ticket(session, at=at(f"{MONDAY} 15:45"), customer=customer, site_id=site.id)
    assert clock_of(session, ticket, FIRST).due_at == at("2026-12-01 07:45")


def test_a_holiday_counts_once_it_is_accepted_and_open_tickets_move(session, dewi):
    ticket = make_ticket(session, at=at(f"{MONDAY} 16:30"))
    closed = make_ticket(session, at=at(f"{MONDAY} 16:30"))
    finish_support_ticket(session, ticket_id=closed.id, actor=dewi, outcome="Ya", now=at("2026-12-01 08:10"))
    day = CalendarDay(day=at("2026-12-01 00:00").date(), kind=DayKind.HOLIDAY, title="Libur")
    session.add(day)
    session.get_one(SupportCalendar, 1).version += 1
    session.flush()
    recompute_calendars(session, now=at(f"{MONDAY} 16:40"))
    assert clock_of(session, ticket, FIRST).due_at == at("2026-12-01 08:30")
    day.accepted_at = at(f"{MONDAY} 16:41")
    session.get_one(SupportCalendar, 1).version += 1
    session.flush()
    while recompute_calendars(session, now=at(f"{MONDAY} 16:42")):
        pass
    assert clock_of(session, ticket, FIRST).due_at == at("2026-12-02 08:30")
    assert clock_of(session, closed, FIRST).stopped_at == at("2026-12-01 08:10")
    calendar = session.get_one(SupportCalendar, 1)
    assert calendar.recomputed_version == calendar.version


def test_a_calendar_of_all_hours_knows_no_days_off_but_its_own(session, dewi):
    """Example 14."""
    calendar = session.get_one(SupportCalendar, 1)
    calendar.week, start = {str(day): [[0, 1440]] for day in range(7)}, at("2026-12-24 22:30")
    off = CalendarDay(day=at("2026-12-25 00:00").date(), kind=DayKind.HOLIDAY, title="Natal", accepted_at=start)
    session.add(off)
    session.flush()
    assert clock_of(session, make_ticket(session, at=start)).due_at == at("2026-12-25 06:30")
    off.calendar_id = calendar.id
    session.flush()
    assert clock_of(session, make_ticket(session, at=start)).due_at == at("2026-12-26 06:30")


def test_a_finished_ticket_is_reminded_half_way_and_closed_after_the_last_working_day(session, dewi):
    """Five working days after Thursday 3 December end on Thursday the 10th at 17:00; half of them open on Monday."""
    ticket = make_ticket(session, at=at("2026-12-03 09:00"))
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Selesai", now=at("2026-12-03 10:00"))
    assert (ticket.remind_at, ticket.close_at) == (at("2026-12-07 08:00"), at("2026-12-10 17:00"))
    assert close_unconfirmed(session, now=at("2026-12-07 08:00")) == 1
    assert close_unconfirmed(session, now=at("2026-12-10 16:59")) == 0
    assert close_unconfirmed(session, now=at("2026-12-10 17:00")) == 1
    done = fresh(session, ticket)
    assert (done.status, done.ending) == (SupportStatus.CLOSED, "UNCONFIRMED")
