"""Two at once at one ticket: each order of their commits leaves a state that both would understand."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import select

from app.core.errors import NotAvailable
from app.models.support.messages import SupportMessage
from app.models.support.ticket import Ending, SupportStatus, SupportTicket
from app.models.support.ticket_steps import NothingToUndo
from tests.factories import NOW, make_company, make_cs
from tests.support.waiting import wait_until_blocked
from tests.support_desk.desk import make_ticket
from workflows.support import (
    answer_ticket,
    close_ticket,
    confirm_ticket,
    finish_support_ticket,
    merge_tickets,
    only_thanks,
    receive_customer_message,
    reopen_support_ticket,
    take_support_ticket,
)
from workflows.support.answering.answers import NewerMessage

pytestmark = pytest.mark.concurrency


@pytest.fixture
def desk(open_session):
    """A committed session, two of the desk, and a ticket."""
    setup = open_session()
    make_company(setup)
    dewi, putri = make_cs(setup), make_cs(setup, "Putri")
    ticket = make_ticket(setup, at=NOW)
    setup.commit()
    return setup, dewi, putri, ticket


def at_once(open_session, setup, first, second):
    """`first` acts and holds its locks until `second` waits for them; returns what became of the second."""
    one, two = open_session(), open_session()
    first(one)

    def act():
        try:
            second(two)
            two.commit()
        except (NotAvailable, NewerMessage) as refusal:
            two.rollback()
            return type(refusal)
        return None

    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(act)
        wait_until_blocked(setup)
        one.commit()
        outcome = later.result()
    setup.expire_all()
    return outcome


def ended(setup, ticket, dewi):
    finish_support_ticket(setup, ticket_id=ticket.id, actor=dewi, outcome="Selesai", now=NOW)
    setup.commit()


def test_a_reopening_that_waits_for_a_closing_opens_it_again(open_session, desk):
    setup, dewi, putri, ticket = desk
    ended(setup, ticket, dewi)
    outcome = at_once(
        open_session,
        setup,
        lambda session: close_ticket(session, ticket_id=ticket.id, actor=dewi, reason="Beres", now=NOW),
        lambda session: reopen_support_ticket(session, ticket_id=ticket.id, actor=putri, now=NOW),
    )
    assert (outcome, setup.get_one(SupportTicket, ticket.id).status) == (None, SupportStatus.IN_PROGRESS)


def test_a_closing_that_waits_for_a_reopening_is_refused(open_session, desk):
    setup, dewi, putri, ticket = desk
    ended(setup, ticket, dewi)
    outcome = at_once(
        open_session,
        setup,
        lambda session: reopen_support_ticket(session, ticket_id=ticket.id, actor=putri, now=NOW),
        lambda session: close_ticket(session, ticket_id=ticket.id, actor=dewi, reason="Beres", now=NOW),
    )
    assert (outcome, setup.get_one(SupportTicket, ticket.id).status) == (NotAvailable, SupportStatus.IN_PROGRESS)


def test_the_second_of_two_answers_is_shown_the_first(open_session, desk):
    setup, dewi, putri, ticket = desk
    outcome = at_once(
        open_session,
        setup,
        lambda session: answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami datang", seen=0, now=NOW),
        lambda session: answer_ticket(session, ticket_id=ticket.id, actor=putri, text="Maaf", seen=0, now=NOW),
    )
    assert outcome is NewerMessage
    assert setup.scalars(select(SupportMessage.text)).all() == ["Kami datang"]


def test_one_of_two_takes_a_ticket(open_session, desk):
    setup, dewi, putri, ticket = desk
    outcome = at_once(
        open_session,
        setup,
        lambda session: take_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=NOW),
        lambda session: take_support_ticket(session, ticket_id=ticket.id, actor=putri, now=NOW),
    )
    assert (outcome, setup.get_one(SupportTicket, ticket.id).assignee_id) == (NotAvailable, dewi.id)


def test_an_answer_that_waits_for_a_merge_is_refused_and_the_customers_message_goes_on(open_session, desk):
    setup, dewi, putri, ticket = desk
    kept = make_ticket(setup, at=NOW, customer=ticket.customer)
    setup.commit()

    def merge(session):
        merge_tickets(session, ticket_id=ticket.id, actor=dewi, into=kept.number, now=NOW)

    outcome = at_once(
        open_session,
        setup,
        merge,
        lambda session: answer_ticket(session, ticket_id=ticket.id, actor=putri, text="Maaf", now=NOW),
    )
    assert outcome is NotAvailable
    receive_customer_message(setup, ticket_id=ticket.id, text="Masih bocor", now=NOW)
    assert setup.get_one(SupportTicket, kept.id).unread_at == NOW


def test_a_customers_message_that_waits_for_a_merge_reaches_the_ticket_that_goes_on(open_session, desk):
    setup, dewi, _putri, ticket = desk
    kept = make_ticket(setup, at=NOW, customer=ticket.customer)
    setup.commit()
    outcome = at_once(
        open_session,
        setup,
        lambda session: merge_tickets(session, ticket_id=ticket.id, actor=dewi, into=kept.number, now=NOW),
        lambda session: receive_customer_message(session, ticket_id=ticket.id, text="Masih bocor", now=NOW),
    )
    assert outcome is None
    assert setup.get_one(SupportTicket, kept.id).unread_at == NOW
    assert setup.get_one(SupportTicket, ticket.id).unread_at is None


def test_thanks_that_wait_for_a_colleagues_answer_are_not_put_back(open_session, desk):
    """The answer has gone out: the ticket is at work again, and no longer where the message of thanks found it."""
    setup, dewi, putri, ticket = desk
    ended(setup, ticket, dewi)
    receive_customer_message(setup, ticket_id=ticket.id, text="Terima kasih", now=NOW)
    setup.commit()
    outcome = at_once(
        open_session,
        setup,
        lambda session: answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Sama-sama", now=NOW),
        lambda session: only_thanks(session, ticket_id=ticket.id, actor=putri, now=NOW),
    )
    assert (outcome, setup.get_one(SupportTicket, ticket.id).status) == (NothingToUndo, SupportStatus.IN_PROGRESS)


@pytest.mark.parametrize("first_is_customer", [True, False])
def test_a_confirmation_and_a_closing_by_the_desk_close_it_once(open_session, desk, first_is_customer):
    """Whoever is first says how it ended; the other changes nothing."""
    setup, dewi, _putri, ticket = desk
    ended(setup, ticket, dewi)
    confirms = partial(confirm_ticket, ticket_id=ticket.id, now=NOW)
    closes = partial(close_ticket, ticket_id=ticket.id, actor=dewi, reason="Beres", now=NOW)
    first, second = (confirms, closes) if first_is_customer else (closes, confirms)
    assert at_once(open_session, setup, first, second) is NotAvailable
    ending = Ending.CONFIRMED if first_is_customer else Ending.BY_DESK
    assert setup.get_one(SupportTicket, ticket.id).ending == ending


@pytest.mark.parametrize("is_merged_first", [True, False])
def test_a_merge_and_a_confirmation_of_its_source_leave_one_of_the_two(open_session, desk, is_merged_first):
    setup, dewi, _putri, ticket = desk
    kept = make_ticket(setup, at=NOW, customer=ticket.customer)
    ended(setup, ticket, dewi)
    merges = partial(merge_tickets, ticket_id=ticket.id, actor=dewi, into=kept.number, now=NOW)
    confirms = partial(confirm_ticket, ticket_id=ticket.id, now=NOW)
    first, second = (merges, confirms) if is_merged_first else (confirms, merges)
    assert at_once(open_session, setup, first, second) is NotAvailable
    was = setup.get_one(SupportTicket, ticket.id)
    expected = (Ending.MERGED, kept.id) if is_merged_first else (Ending.CONFIRMED, None)
    assert (was.status, was.ending, was.merged_into_id) == (SupportStatus.CLOSED, *expected)
