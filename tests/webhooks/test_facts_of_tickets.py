"""Other systems hear every fact of a ticket with its address in the API, and nothing of a security ticket."""

import re
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from app.models.facts import FACTS
from app.models.messaging.webhooks import WebhookEndpoint
from app.models.support.ticket import SupportTicket, TicketKind
from tests.factories import NOW, make_cs
from tests.standins.subscriber import SubscriberStandIn
from tests.support_desk.desk import make_ticket
from tests.webhooks.conftest import relay
from workflows.support import answer_ticket, finish_support_ticket, rate_ticket
from workflows.transitions import note
from workflows.webhooks import edit_endpoint

OF_TICKETS = FACTS[SupportTicket.__tablename__]
GUIDE = Path(__file__).parents[2] / "docs" / "operations.md"


def subscribe(session: Session, endpoint: WebhookEndpoint) -> None:
    facts = sorted(set(OF_TICKETS.values()))
    edit_endpoint(session, endpoint=endpoint, name=endpoint.name, url=endpoint.url, facts=facts, loopback=True)


def test_the_guide_names_every_fact_and_no_other() -> None:
    named = re.findall(r"`(ticket\.[a-z_]+)`", GUIDE.read_text())
    assert set(named) == set(OF_TICKETS.values())


def test_the_life_of_a_ticket_is_told_with_its_state_and_address(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn
) -> None:
    subscribe(session, endpoint)
    dewi = make_cs(session)
    ticket = make_ticket(session, at=NOW)
    relay(hooked, session)
    answer_ticket(session, ticket_id=ticket.id, text="Kami cek", actor=dewi, now=NOW)
    finish_support_ticket(session, ticket_id=ticket.id, outcome="Beres", actor=dewi, now=NOW)
    rate_ticket(session, ticket_id=ticket.id, score=5, comment="", now=NOW)
    relay(hooked, session)
    told = [(one["type"], one["data"]["was"], one["data"]["status"]) for one in subscriber.received]
    assert sorted(told) == [
        ("ticket.answered", "NEW", "IN_PROGRESS"),
        ("ticket.opened", None, "NEW"),
        ("ticket.rated", None, "DONE"),
        ("ticket.resolved", "IN_PROGRESS", "DONE"),
    ]
    for one in subscriber.received:
        assert (one["data"]["id"], one["data"]["number"]) == (ticket.id, ticket.number)
        assert one["data"]["url"].endswith(f"/api/v1/support/{ticket.id}")
        assert "AC bocor" not in str(one)  # thin: what it says is read by who may read it


def test_every_fact_leaves_and_none_of_a_security_ticket(
    hooked: Flask, session: Session, endpoint: WebhookEndpoint, subscriber: SubscriberStandIn
) -> None:
    subscribe(session, endpoint)
    plain, secret = make_ticket(session, at=NOW), make_ticket(session, at=NOW, kind=TicketKind.SECURITY)
    for ticket in (plain, secret):
        for action in sorted(set(OF_TICKETS) - {"created"}):
            note(session, SupportTicket.__tablename__, ticket.id, action, actor=None, now=NOW)
    relay(hooked, session)
    assert {one["type"] for one in subscriber.received} == set(OF_TICKETS.values())
    assert {one["data"]["id"] for one in subscriber.received} == {plain.id}
