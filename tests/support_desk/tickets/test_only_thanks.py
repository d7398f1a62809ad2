"""A message of thanks that opened a ticket again is put aside in one press: state, end and clocks are as before."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.messaging.outbox import OutboxMessage
from app.models.support.clocks import ClockKind, StopCause, SupportClock
from app.models.support.resolutions import SupportResolution
from app.models.support.settings.service_plan import SupportSettings
from app.models.support.ticket import Ending, SupportStatus
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import NothingToUndo
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from tests.support.walking.posting import decide, step_on
from tests.support_desk.clocks.calendars import at
from tests.support_desk.desk import clock_of, fresh, make_ticket
from workflows.support import (
    close_ticket,
    close_unconfirmed,
    confirm_ticket,
    finish_support_ticket,
    note_ticket,
    only_thanks,
    only_thanks_closed,
    receive_customer_message,
    reopen_support_ticket,
)
from workflows.transitions import list_open_steps

OPENED, SOLVED, CLOSED = at("2026-11-30 09:00"), at("2026-11-30 15:00"), at("2026-12-01 09:00")
WROTE, PRESSED = at("2026-12-02 10:00"), at("2026-12-02 10:30")


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.fixture
def solved(session, dewi):
    ticket = make_ticket(session, at=OPENED)
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Pipa diganti", now=SOLVED)
    return ticket


def confirm(session, ticket, dewi):
    confirm_ticket(session, ticket_id=ticket.id, now=CLOSED)


def expire(session, ticket, dewi):
    fresh(session, ticket).close_at = CLOSED
    session.flush()
    close_unconfirmed(session, now=CLOSED)


def close(session, ticket, dewi):
    close_ticket(session, ticket_id=ticket.id, actor=dewi, reason="Telepon", now=CLOSED)


def thank(session, ticket):
    receive_customer_message(session, ticket_id=ticket.id, text="Terima kasih!", now=WROTE)
    return fresh(session, ticket)


@pytest.mark.parametrize(
    ("end", "ending"), [(confirm, Ending.CONFIRMED), (expire, Ending.UNCONFIRMED), (close, Ending.BY_DESK)]
)
def test_a_closed_ticket_is_closed_as_it_was(session, dewi, solved, end, ending):
    end(session, solved, dewi)
    opened = thank(session, solved)
    assert (opened.status, opened.ending) == (SupportStatus.IN_PROGRESS, None)
    told = session.scalars(select(OutboxMessage.id)).all()
    only_thanks_closed(session, ticket_id=solved.id, actor=dewi, now=PRESSED)
    now = fresh(session, solved)
    assert (now.status, now.ending, now.closed_at, now.ended_at) == (SupportStatus.CLOSED, ending, CLOSED, SOLVED)
    assert (now.unread_at, now.reopened_from, now.close_at) == (None, None, None)
    assert session.scalars(select(OutboxMessage.id)).all() == told  # nobody is told again


def test_its_clocks_and_figures_are_as_before(session, dewi, solved):
    confirm(session, solved, dewi)
    thank(session, solved)
    assert session.scalars(select(SupportResolution.reopened_at)).all() == [WROTE]
    only_thanks_closed(session, ticket_id=solved.id, actor=dewi, now=PRESSED)
    clock = clock_of(session, solved)
    assert (clock.stopped_at, clock.stop_cause, clock.consumed_s) == (SOLVED, StopCause.MET, 5 * 3600)
    assert (clock.due_at, clock.paused_at, clock.breached_at) == (None, None, None)
    next_ones = select(SupportClock.id).where(SupportClock.kind == ClockKind.NEXT_REPLY)
    assert session.scalars(next_ones).all() == []
    assert session.scalars(select(SupportResolution.reopened_at)).all() == [None]


def test_thanks_twice_are_put_aside_twice_and_a_real_message_opens_it(session, dewi, solved):
    confirm(session, solved, dewi)
    for _twice in range(2):
        thank(session, solved)
        only_thanks_closed(session, ticket_id=solved.id, actor=dewi, now=PRESSED)
    assert fresh(session, solved).ending == Ending.CONFIRMED
    receive_customer_message(session, ticket_id=solved.id, text="Bocor lagi", now=PRESSED)
    assert fresh(session, solved).status == SupportStatus.IN_PROGRESS
    finish_support_ticket(session, ticket_id=solved.id, actor=dewi, outcome="Diganti lagi", now=PRESSED)
    assert fresh(session, solved).status == SupportStatus.DONE


@pytest.mark.parametrize(("seconds", "is_opened"), [(0, True), (1, False)])
def test_days_until_a_new_ticket_count_from_the_true_end(session, dewi, solved, seconds, is_opened):
    confirm(session, solved, dewi)
    thank(session, solved)
    only_thanks_closed(session, ticket_id=solved.id, actor=dewi, now=PRESSED)
    days = session.get_one(SupportSettings, 1).reopen_days
    late = CLOSED + timedelta(days=days, seconds=seconds)
    message = receive_customer_message(session, ticket_id=solved.id, text="Bocor lagi", now=late)
    assert (message is not None) is is_opened


def test_each_end_offers_its_own_step(session, dewi, solved):
    def offered(ticket):
        steps = list_open_steps(session, SUPPORT_FLOW, ticket, actor=dewi)
        return [name for name in steps if name.startswith("only_thanks")]

    assert offered(thank(session, solved)) == ["only_thanks"]
    with pytest.raises(NothingToUndo):
        only_thanks_closed(session, ticket_id=solved.id, actor=dewi, now=PRESSED)
    only_thanks(session, ticket_id=solved.id, actor=dewi, now=PRESSED)
    confirm(session, solved, dewi)
    assert offered(thank(session, solved)) == ["only_thanks_closed"]
    with pytest.raises(NothingToUndo):
        only_thanks(session, ticket_id=solved.id, actor=dewi, now=PRESSED)


def test_what_the_desk_opened_is_not_put_back(session, dewi, solved):
    confirm(session, solved, dewi)
    reopen_support_ticket(session, ticket_id=solved.id, actor=dewi, now=WROTE)
    with pytest.raises(NothingToUndo):
        only_thanks_closed(session, ticket_id=solved.id, actor=dewi, now=PRESSED)


@pytest.fixture
def page_of(session, client, dewi):
    log_in(client, dewi)
    return lambda ticket: f"/admin/support/details/?id={ticket.id}"


def test_what_came_after_the_page_was_read_is_not_put_aside_with_it(session, client, dewi, solved, page_of):
    """The button is bound to the newest message that its page showed."""
    confirm(session, solved, dewi)
    thank(session, solved)
    address, sent = step_on(client, page_of(solved), "only_thanks_closed")
    receive_customer_message(session, ticket_id=solved.id, text="Tetapi bocor lagi", now=PRESSED)
    client.post(address, data=sent)
    assert fresh(session, solved).status == SupportStatus.IN_PROGRESS
    assert fresh(session, solved).unread_at is not None
    decide(client, page_of(solved), "only_thanks_closed")
    assert fresh(session, solved).status == SupportStatus.CLOSED


def test_a_note_of_a_colleague_changes_nothing_of_what_was_read(session, client, dewi, solved, page_of):
    thank(session, solved)
    address, sent = step_on(client, page_of(solved), "only_thanks")
    note_ticket(session, ticket_id=solved.id, actor=dewi, text="Sudah lama pelanggan", now=PRESSED)
    client.post(address, data=sent)
    assert fresh(session, solved).status == SupportStatus.DONE
