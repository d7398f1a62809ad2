"""A calendar changes while somebody has a clock or a ticket locked: nothing is left behind."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from app.models.support.clocks import SupportClock
from app.models.support.settings.service_plan import CalendarDay, DayKind, SupportCalendar
from app.models.support.ticket import SupportTicket
from tests.concurrency.two_sessions import one_after_the_other
from tests.factories import make_company, make_cs
from tests.support.waiting import wait_until_blocked
from tests.support_desk.clocks.calendars import at
from tests.support_desk.desk import clock_of, make_ticket
from workflows.support import finish_support_ticket, recompute_calendars, save_day

pytestmark = pytest.mark.concurrency
NOON = at("2026-11-30 12:00")
TUESDAY = {"day": date(2026, 12, 1), "kind": DayKind.HOLIDAY, "title": "Libur", "calendar_id": None, "blocks": []}


@pytest.fixture
def desk(open_session):
    """A committed session with an open and a finished ticket; then Tuesday becomes a holiday."""
    setup = open_session()
    make_company(setup)
    dewi = make_cs(setup)
    running, finished = (make_ticket(setup, at=at("2026-11-30 09:00")) for _ in range(2))
    finish_support_ticket(setup, ticket_id=finished.id, actor=dewi, outcome="Selesai", now=at("2026-11-30 10:00"))
    save_day(setup, CalendarDay(), **TUESDAY, accepted=True, now=NOON)
    setup.commit()
    return setup, running, finished


@pytest.mark.parametrize(
    "held", [select(SupportClock).filter_by(kind="RESOLUTION"), select(SupportTicket).filter_by(status="NEW")]
)
def test_a_clock_that_was_locked_is_set_by_a_later_run(open_session, desk, held):
    """Whoever holds the ticket may be setting its clocks by the hours before."""
    setup, running, _finished = desk
    holder, job = open_session(), open_session()
    holder.scalars(held.with_for_update()).all()
    while recompute_calendars(job, now=NOON):
        job.commit()
    job.commit()
    assert clock_of(setup, running).due_at == at("2026-12-02 09:00")
    holder.rollback()
    while recompute_calendars(job, now=NOON):
        job.commit()
    job.commit()
    setup.rollback()
    assert clock_of(setup, running).due_at == at("2026-12-03 09:00")
    calendar = setup.get_one(SupportCalendar, 1, populate_existing=True)
    assert calendar.recomputed_version == calendar.version


@pytest.mark.usefixtures("desk")
def test_a_clock_that_starts_while_a_day_is_being_saved_keeps_the_new_hours(open_session):
    started = []

    def start(session):
        started.append(make_ticket(session, at=at("2026-12-01 16:30")).id)

    wednesday = TUESDAY | {"day": date(2026, 12, 2)}
    looking = one_after_the_other(
        open_session, start, lambda session: save_day(session, CalendarDay(), **wednesday, accepted=True, now=NOON)
    )
    while recompute_calendars(looking, now=NOON):
        pass
    clock = looking.scalars(select(SupportClock).filter_by(ticket_id=started[0], kind="FIRST_REPLY")).one()
    assert clock.due_at > at("2026-12-03 08:00")
    calendar = looking.get_one(SupportCalendar, clock.calendar_id)
    assert clock.calendar_version == calendar.version
    looking.commit()


def test_days_to_confirm_of_a_locked_ticket_move_when_it_is_free(open_session, desk):
    setup, _running, finished = desk
    holder, job = open_session(), open_session()
    holder.scalars(select(SupportTicket).where(SupportTicket.id == finished.id).with_for_update()).all()

    def sweep():
        while recompute_calendars(job, now=NOON):
            pass
        job.commit()

    with ThreadPoolExecutor(1) as pool:
        swept = pool.submit(sweep)
        wait_until_blocked(setup)
        holder.rollback()
        swept.result(timeout=60)
    setup.rollback()
    assert setup.get_one(SupportTicket, finished.id, populate_existing=True).close_at == at("2026-12-08 17:00")
