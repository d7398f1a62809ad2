"""A day that counts only once it is accepted moves open tickets and open reports alike, and says so on the record."""

from datetime import UTC, date

import pytest
from sqlalchemy import select

from app.models.audit.audit_log import AuditEntry
from app.models.feedback.feedback import FeedbackKind
from app.models.feedback.user_report import UserReport
from app.models.support.clocks import ClockKind
from app.models.support.settings.service_plan import CalendarDay, DayKind, SupportCalendar
from tests.bugs.reports import make_member
from tests.factories import make_company, make_cs
from tests.support_desk.clocks.calendars import at
from tests.support_desk.desk import clock_of, fresh, make_ticket
from workflows.feedback import submit_feedback
from workflows.support import (
    accept_days,
    finish_support_ticket,
    propose_days,
    recompute_calendars,
    save_calendar,
    save_day,
)
from workflows.user_reports import set_report_clocks

FIRST = ClockKind.FIRST_REPLY


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def make_critic(session, moment, name="Wati"):
    given = {"category_id": None, "body_html": "<p>Lama</p>", "attachments": [], "code": None}
    author = make_member(session, name=name, email=f"{name.lower()}@example.com")
    kind = FeedbackKind.CRITICISM
    found = submit_feedback(session, kind=kind, subject="Antrean", actor=author, now=moment, **given)
    set_report_clocks(session, now=moment)
    return found


def line_of(session, record):
    wanted = select(UserReport).where(UserReport.number == record.number)
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def settle(session, now):
    while recompute_calendars(session, now=now):
        pass
    while set_report_clocks(session, now=now):
        pass


def moves_of(session, thing, thing_id):
    wanted = select(AuditEntry).where(AuditEntry.thing == thing, AuditEntry.thing_id == thing_id)
    return [row.changes for row in session.scalars(wanted.where(AuditEntry.action == "due_moved"))]


@pytest.mark.parametrize(
    ("start", "unaware", "due"),
    [
        ("2026-03-17 15:00", "2026-03-18 10:00", "2026-03-25 10:00"),  # example 12
        ("2026-08-14 16:00", "2026-08-17 11:00", "2026-08-18 11:00"),  # example 9
        ("2026-12-23 16:00", "2026-12-24 11:00", "2026-12-28 11:00"),  # example 10, four hours
    ],
)
def test_the_days_of_the_year_are_accepted_after_ticket_and_report_came_in(session, dewi, start, unaware, due):
    ticket, critic = make_ticket(session, at=at(start)), make_critic(session, at(start))
    propose_days(session, year=2026, now=at(start))
    settle(session, at(start))
    assert (clock_of(session, ticket, FIRST).due_at, line_of(session, critic).due_at) == (at(unaware),) * 2
    assert moves_of(session, "feedback", critic.id) == []
    accept_days(session, year=2026, now=at(start))
    settle(session, at(start))
    assert (clock_of(session, ticket, FIRST).due_at, line_of(session, critic).due_at) == (at(due),) * 2
    moved = [[at(unaware), at(due)]]
    told = moves_of(session, "feedback", critic.id) + [
        one for one in moves_of(session, "support_tickets", ticket.id) if one["clock"] == FIRST
    ]
    assert [one["due_at"] for one in told] == [[moment.astimezone(UTC).isoformat() for moment in moved[0]]] * 2


def test_other_hours_of_one_day_and_other_hours_of_the_week_move_both(session, dewi):
    """Row 1 of the examples, with a morning off; then a calendar that opens at nine."""
    start = at("2026-11-30 09:00")
    ticket, critic = make_ticket(session, at=start), make_critic(session, start)
    hours = [[780, 1020]]
    day = {"day": date(2026, 11, 30), "kind": DayKind.EXCEPTION, "title": "Rapat", "calendar_id": None}
    morning = save_day(session, CalendarDay(), **day, blocks=hours, accepted=True, now=start)
    settle(session, start)
    assert clock_of(session, ticket, FIRST).due_at == line_of(session, critic).due_at == at("2026-11-30 17:00")
    office = session.get_one(SupportCalendar, 1)
    week = {day: [[540, 720], [780, 1020]] for day in "01234"}
    save_calendar(session, office, name=office.name, time_zone=office.time_zone, week=week, joint_leave_worked=False)
    save_day(session, morning, **day, blocks=hours, accepted=False, now=start)
    settle(session, start)
    assert clock_of(session, ticket, FIRST).due_at == line_of(session, critic).due_at == at("2026-11-30 14:00")


def test_a_report_clocked_by_a_job_that_read_the_old_days_is_clocked_again(session, dewi):
    """The job's clock may be ahead of the transaction that changes the days."""
    start = at("2026-08-14 16:00")
    critic = make_critic(session, start)
    set_report_clocks(session, now=at("2026-12-31 23:59"))
    propose_days(session, year=2026, now=start)
    accept_days(session, year=2026, now=start)
    settle(session, start)
    assert line_of(session, critic).due_at == at("2026-08-18 11:00")


def test_the_days_to_confirm_move_with_the_holiday_and_a_sent_reminder_stays_sent(session, dewi):
    ticket = make_ticket(session, at=at("2026-12-21 09:00"))
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Selesai", now=at("2026-12-21 10:00"))
    assert (ticket.remind_at, ticket.close_at) == (at("2026-12-23 08:00"), at("2026-12-28 17:00"))
    propose_days(session, year=2026, now=at("2026-12-21 11:00"))
    accept_days(session, year=2026, now=at("2026-12-21 11:00"))
    settle(session, at("2026-12-21 11:00"))
    assert (fresh(session, ticket).remind_at, ticket.close_at) == (at("2026-12-23 08:00"), at("2026-12-30 17:00"))
