"""Tickets go to whoever has least to do, the oldest first, however many come at once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.support.settings.agent import SupportAgent
from app.models.support.settings.service_plan import SupportSettings
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportTicket, TicketKind
from app.models.visits.visit import Priority
from tests.factories import NOW, make_company, make_customer, make_user
from tests.support_desk.desk import fresh, make_ticket
from workflows.support import (
    Requester,
    assign_waiting,
    finish_support_ticket,
    open_support_ticket,
    receive_customer_message,
    save_team,
    take_support_ticket,
)


def make_agent(session, name, *, load=0, since=None, **given):
    """Somebody on duty who holds this many tickets and was last given one `since` minutes ago."""
    user = make_user(session, name, Role.SUPPORT)
    for _ in range(load):
        ticket = make_ticket(session, at=utc_now())
        take_support_ticket(session, ticket_id=ticket.id, actor=user, now=utc_now())
    last = utc_now() - timedelta(minutes=since) if since is not None else None
    agent = SupportAgent(user_id=user.id, last_assigned_at=last, **{"on_duty": True, "most_open": 10, **given})
    session.add(agent)
    session.flush()
    return agent


def switch_on(session):
    session.get_one(SupportSettings, 1).assigns_itself = True
    session.flush()


@pytest.fixture(autouse=True)
def company(session):
    make_company(session)


def test_equal_loads_go_to_whoever_has_waited_longest(session):
    make_agent(session, "Ana", load=2, since=10)
    bima = make_agent(session, "Bima", load=2, since=30)
    make_agent(session, "Citra", load=3, since=99)
    switch_on(session)
    assert make_ticket(session, at=utc_now()).assignee_id == bima.user_id


def test_urgent_tickets_weigh_more(session):
    ana = make_agent(session, "Ana", load=1)
    bima = make_agent(session, "Bima", load=2)
    session.scalars(
        select(SupportTicket).where(SupportTicket.assignee_id == ana.user_id)
    ).one().priority = Priority.CRITICAL
    session.flush()
    switch_on(session)
    assert make_ticket(session, at=utc_now()).assignee_id == bima.user_id


def test_who_is_at_the_cap_gets_nothing_more(session):
    make_agent(session, "Ana", load=1, most_open=1)
    bima = make_agent(session, "Bima", load=2)
    switch_on(session)
    assert make_ticket(session, at=utc_now()).assignee_id == bima.user_id


def test_the_oldest_waits_and_is_first_when_a_place_becomes_free(session):
    ana = make_agent(session, "Ana", load=1, most_open=1)
    held = session.scalars(select(SupportTicket)).one()
    switch_on(session)
    first = make_ticket(session, at=utc_now())
    second = make_ticket(session, at=utc_now() + timedelta(minutes=1))
    assert (first.assignee_id, second.assignee_id) == (None, None)
    finish_support_ticket(session, ticket_id=held.id, actor=ana.user, outcome="Selesai", now=utc_now())
    assert assign_waiting(session, now=utc_now()) == 1
    assert (fresh(session, first).assignee_id, fresh(session, second).assignee_id) == (ana.user_id, None)


def test_a_ticket_of_somebody_off_duty_comes_back_to_the_queue(session):
    ana = make_agent(session, "Ana", load=1)
    ticket = session.scalars(select(SupportTicket)).one()
    switch_on(session)
    finish_support_ticket(session, ticket_id=ticket.id, actor=ana.user, outcome="Selesai", now=utc_now())
    ana.on_duty = False
    session.flush()
    receive_customer_message(session, ticket_id=ticket.id, text="Belum", now=utc_now())
    assert fresh(session, ticket).assignee_id is None
    assert assign_waiting(session, now=utc_now()) == 0, "nobody is on duty"
    bima = make_agent(session, "Bima")
    assert assign_waiting(session, now=utc_now()) == 1
    assert (fresh(session, ticket).assignee_id, ticket.status) == (bima.user_id, "IN_PROGRESS")


def test_a_teams_ticket_waits_for_its_people_and_holds_up_no_other_teams(session):
    """The oldest of a team that is full is first when a place becomes free; a team without agents is everybody's."""
    ana, bima = make_agent(session, "Ana", load=1, most_open=1), make_agent(session, "Bima", load=3)
    held = session.scalars(select(SupportTicket).where(SupportTicket.assignee_id == ana.user_id)).one()
    lists = {"Servis": [ana], "Tagihan": [bima], "Arsip": []}
    teams = {
        name: save_team(session, SupportTeam(), name=name, member_ids=[one.user_id for one in people], is_active=True)
        for name, people in lists.items()
    }
    tickets = [make_ticket(session, at=utc_now()) for _ in range(5)]
    for ticket, name in zip(tickets, ("Servis", "Servis", "Tagihan", "Arsip", None), strict=True):
        ticket.team_id = teams[name].id if name else None
    switch_on(session)
    assert assign_waiting(session, now=utc_now()) == 3
    owners = [fresh(session, one).assignee_id for one in tickets]
    assert owners == [None, None, bima.user_id, bima.user_id, bima.user_id]
    finish_support_ticket(session, ticket_id=held.id, actor=ana.user, outcome="Selesai", now=utc_now())
    assign_waiting(session, now=utc_now())
    assert [fresh(session, one).assignee_id for one in tickets[:2]] == [ana.user_id, None]


def test_nothing_is_assigned_while_the_desk_does_it_by_hand_and_no_security_ticket_ever(session):
    make_agent(session, "Ana")
    assert make_ticket(session, at=utc_now()).assignee_id is None
    switch_on(session)
    assert make_ticket(session, at=utc_now(), kind=TicketKind.SECURITY).assignee_id is None


@pytest.mark.concurrency
def test_forty_at_once_over_four_idle_agents_give_ten_to_each(open_session):
    setup = open_session()
    make_company(setup)
    customer = make_customer(setup)
    agents = {make_agent(setup, name, most_open=40).user_id for name in ("Ana", "Bima", "Citra", "Dodi")}
    switch_on(setup)
    setup.commit()

    def ask(number):
        session = open_session()
        open_support_ticket(
            session, subject=f"Nomor {number}", description="x", requester=Requester(customer_id=customer.id),
            actor=None, now=NOW,
        )  # fmt: skip
        session.commit()
        session.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(40)))
    owners = Counter(setup.scalars(select(SupportTicket.assignee_id)))
    assert owners == dict.fromkeys(agents, 10)
