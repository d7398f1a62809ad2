"""Two at once at one ticket: each order of their commits leaves a state that both would understand."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from app.core.errors import NotAvailable
from app.models.support.messages import SupportMessage
from app.models.support.ticket import SupportStatus, SupportTicket
from tests.factories import NOW, make_company, make_cs
from tests.support.waiting import wait_until_blocked
from tests.support_desk.desk import make_ticket
from workflows.support import (
    answer_ticket,
    close_ticket,
    finish_support_ticket,
    merge_tickets,
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
