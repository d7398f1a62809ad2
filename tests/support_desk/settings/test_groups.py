"""Slack, Teams and the Telegram group hear of due times that are over and of security tickets, and of nothing secret."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import Role
from app.models.messaging.outbox import Channel, Delivery
from app.models.support.ticket import TicketKind
from tests.factories import NOW, make_company, make_cs, make_user
from tests.standins.chats.team_chats import TeamChatsStandIn
from tests.support_desk.desk import clock_of, make_ticket
from workflows.support import classify_ticket, sweep_clocks


@pytest.fixture
def chats():
    with TeamChatsStandIn() as standin:
        yield standin
        assert not standin.violations


@pytest.fixture
def told(app_with, session, chats):
    """Return a function that sends what is due and gives what the groups received."""
    make_company(session)
    app = app_with(
        webhook_loopback=True, slack_webhook_url=f"{chats.url}/slack", teams_webhook_url=f"{chats.url}/teams",
        telegram_group_id="-100123",
    )  # fmt: skip

    def tell():
        session.commit()
        with app.app_context():
            fan_out_and_send()
        session.expire_all()
        return list(chats.received)

    return tell


def test_a_breach_is_told_once_to_each_group(told, session):
    dewi = make_cs(session)
    ticket = make_ticket(session, at=NOW - timedelta(days=9), subject="Kulkas Bu Ani", actor=dewi)
    assert told() == []
    assert clock_of(session, ticket).due_at < NOW
    sweep_clocks(session, now=NOW)
    received = told()
    assert sorted(one["kind"] for one in received) == ["slack"] * 2 + ["teams"] * 2  # the first answer and the end
    assert all(ticket.number in str(one["body"]) and "Bu Ani" not in str(one["body"]) for one in received)
    rows = session.scalars(select(Delivery).where(Delivery.kind == "ticket.breached")).all()
    assert "-100123" in {row.address for row in rows if row.channel == Channel.TELEGRAM}


def test_a_security_ticket_is_told_by_its_number_and_others_are_not(told, session):
    make_ticket(session, at=NOW)
    secret = make_ticket(session, at=NOW, kind=TicketKind.SECURITY, subject="Kata sandi bocor")
    received = told()
    assert sorted(one["kind"] for one in received) == ["slack", "teams"]
    assert all(secret.number in str(one["body"]) and "bocor" not in str(one["body"]) for one in received)


def test_a_ticket_that_becomes_one_of_security_is_told_to_its_readers_once(told, session):
    dewi, rani = make_cs(session), make_user(session, "Rani", Role.DEVOPS, email="rani@example.com")
    ticket = make_ticket(session, at=NOW)
    told()
    for kind in ("SECURITY", "SECURITY"):
        facts = {"impact": "LIMITED", "urgency": "MEDIUM"}
        classify_ticket(session, ticket_id=ticket.id, kind=kind, actor=dewi, now=NOW, **facts)
    assert sorted(one["kind"] for one in told()) == ["slack", "teams"]
    rows = session.scalars(select(Delivery).where(Delivery.kind == "ticket.opened", Delivery.user_id == rani.id))
    assert len({row.message_id for row in rows}) == 1
