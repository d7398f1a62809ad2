"""A message of thanks that opened a rejected ticket is put aside in one press: rejected as it was."""

import pytest
from sqlalchemy import select

from app.models.messaging.outbox import OutboxMessage
from app.models.support.clocks import ClockKind, StopCause, SupportClock
from app.models.support.resolutions import SupportResolution
from app.models.support.ticket import SupportStatus
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import NothingToUndo
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from tests.support.walking.posting import decide
from tests.support_desk.clocks.calendars import at
from tests.support_desk.desk import clock_of, fresh, make_ticket
from workflows.support import (
    answer_and_wait,
    finish_support_ticket,
    only_thanks,
    only_thanks_closed,
    only_thanks_rejected,
    receive_customer_message,
    reject_support_ticket,
    reopen_support_ticket,
)
from workflows.transitions import list_open_steps

OPENED, ASKED, REJECTED = at("2026-11-30 09:00"), at("2026-11-30 10:00"), at("2026-11-30 15:00")
WROTE, PRESSED = at("2026-12-02 10:00"), at("2026-12-02 10:30")


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.fixture
def ticket(session, dewi):
    return make_ticket(session, at=OPENED)


def reject(session, ticket, dewi, moment=REJECTED):
    reject_support_ticket(session, ticket_id=ticket.id, actor=dewi, reason="Bukan urusan kami", now=moment)


def thank(session, ticket):
    receive_customer_message(session, ticket_id=ticket.id, text="Baik, terima kasih.", now=WROTE)
    return fresh(session, ticket)


def put_back(session, ticket, dewi):
    return only_thanks_rejected(session, ticket_id=ticket.id, actor=dewi, now=PRESSED)


def test_it_is_rejected_as_it_was_and_nobody_is_told_again(session, dewi, ticket):
    reject(session, ticket, dewi)
    assert thank(session, ticket).status == SupportStatus.IN_PROGRESS
    told = session.scalars(select(OutboxMessage.id)).all()
    put_back(session, ticket, dewi)
    now = fresh(session, ticket)
    assert (now.status, now.outcome, now.ended_at) == (SupportStatus.REJECTED, "Bukan urusan kami", REJECTED)
    assert (now.unread_at, now.reopened_from, now.close_at, now.ending) == (None, None, None, None)
    assert session.scalars(select(OutboxMessage.id)).all() == told


@pytest.mark.parametrize(("waited", "used", "stopped"), [(False, 5 * 3600, REJECTED), (True, 3600, ASKED)])
def test_its_clocks_stand_where_they_stopped(session, dewi, ticket, waited, used, stopped):
    """A ticket that waited for its customer was stopped at its pause."""
    if waited:
        answer_and_wait(session, ticket_id=ticket.id, actor=dewi, text="Foto?", now=ASKED)
    reject(session, ticket, dewi)
    thank(session, ticket)
    put_back(session, ticket, dewi)
    clock = clock_of(session, ticket)
    assert (clock.stopped_at, clock.stop_cause, clock.consumed_s) == (stopped, StopCause.ENDED, used)
    assert (clock.due_at, clock.paused_at, clock.breached_at) == (None, None, None)
    next_ones = select(SupportClock.id).where(SupportClock.kind == ClockKind.NEXT_REPLY)
    assert session.scalars(next_ones).all() == []


def test_only_the_step_of_its_own_end_is_offered(session, dewi, ticket):
    reject(session, ticket, dewi)
    steps = list_open_steps(session, SUPPORT_FLOW, thank(session, ticket), actor=dewi)
    assert [name for name in steps if name.startswith("only_thanks")] == ["only_thanks_rejected"]
    for other in (only_thanks, only_thanks_closed):
        with pytest.raises(NothingToUndo):
            other(session, ticket_id=ticket.id, actor=dewi, now=PRESSED)


def test_what_the_desk_opened_or_answered_is_not_put_back(session, dewi, ticket):
    reject(session, ticket, dewi)
    reopen_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=WROTE)
    with pytest.raises(NothingToUndo):
        put_back(session, ticket, dewi)


def test_an_earlier_resolution_that_did_not_last_still_did_not(session, dewi, ticket):
    """Resolved, opened again by the desk, then rejected: thanks for the rejection change no figure."""
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Diganti", now=ASKED)
    reopen_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=REJECTED)
    reject(session, ticket, dewi, moment=WROTE)
    thank(session, ticket)
    assert session.scalars(select(SupportResolution.reopened_at)).all() == [REJECTED]
    put_back(session, ticket, dewi)
    assert session.scalars(select(SupportResolution.reopened_at)).all() == [REJECTED]


def test_the_panel_does_it_in_one_step(session, client, dewi, ticket):
    reject(session, ticket, dewi)
    thank(session, ticket)
    log_in(client, dewi)
    decide(client, f"/admin/support/details/?id={ticket.id}", "only_thanks_rejected")
    assert fresh(session, ticket).status == SupportStatus.REJECTED
