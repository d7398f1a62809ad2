"""Who is told of a ticket, and by which channel."""

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Delivery, OutboxMessage, OutboxStatus
from app.models.support.ticket import TicketKind
from tests.factories import make_admin, make_company, make_cs, make_customer, make_user
from tests.support_desk.desk import make_ticket
from workflows.support import (
    Requester,
    answer_ticket,
    classify_ticket,
    open_support_ticket,
    receive_customer_message,
    take_support_ticket,
)


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def fan_out(app, session):
    session.commit()
    with app.app_context():
        fan_out_due()
    session.expire_all()
    assert not session.scalars(select(OutboxMessage).where(OutboxMessage.status != OutboxStatus.ADDRESSED)).all()


def told(session, kind):
    """Channel, address and words of every delivery of a kind, after the events have been fanned out."""
    rows = select(Delivery.channel, Delivery.address, Delivery.body).where(Delivery.kind == kind).order_by(Delivery.id)
    return session.execute(rows).all()


def test_the_customer_is_told_by_the_channel_they_came_from(app, session, dewi):
    now = utc_now()
    phone = make_customer(session)
    contact = WhatsAppContact(wa_id="628111", phone_e164="+628111", customer_id=phone.id, last_inbound_at=now)
    session.add(contact)
    session.flush()
    member = make_user(session, "Agus", Role.MEMBER)
    asks = (
        Requester(customer_id=phone.id, contact_id=contact.id),
        Requester(user_id=member.id),
        Requester(email="tamu@contoh.id", name="Tamu", locale="en"),
    )
    for requester in asks:
        ticket = make_ticket(session, at=now, requester=requester)
        answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami datang besok", now=now)
    fan_out(app, session)
    rows = told(session, "ticket.answered")
    assert {(row.channel, row.address) for row in rows} == {
        ("EMAIL", "tamu@contoh.id"), ("EMAIL", member.email), ("IN_APP", member.username), ("WHATSAPP", "628111"),
    }  # fmt: skip
    assert all("Kami datang besok" in row.body for row in rows)
    assert next(row.body for row in rows if row.address == "tamu@contoh.id").startswith("DKG-2026-000003: an answer")


def test_a_ticket_of_the_team_tells_nobody_outside(app, session, dewi):
    ticket = open_support_ticket(session, subject="Ganti kabel", description="Ruang rapat", actor=dewi, now=utc_now())
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Sudah", now=utc_now())
    fan_out(app, session)
    assert told(session, "ticket.answered") == []


def test_a_security_ticket_is_told_to_its_readers_only(app, session, dewi):
    dimas, ani = make_user(session, "Dimas", Role.DEVOPS), make_admin(session)
    make_user(session, "Lia", Role.SUPPORT)
    make_ticket(session, at=utc_now(), kind=TicketKind.SECURITY)
    fan_out(app, session)
    rows = select(Delivery.user_id).where(Delivery.kind == "ticket.opened")
    assert set(session.scalars(rows)) == {dimas.id, ani.id}


def test_who_may_not_see_a_ticket_any_more_is_not_told_what_its_customer_writes(app, session, dewi):
    ani, ticket = make_admin(session), make_ticket(session, at=utc_now())
    take_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=utc_now())
    secret = {"kind": "SECURITY", "impact": "SMALL", "urgency": "HIGH"}
    classify_ticket(session, ticket_id=ticket.id, actor=dewi, now=utc_now(), **secret)
    receive_customer_message(session, ticket_id=ticket.id, text="Kata sandinya bocor", now=utc_now())
    fan_out(app, session)
    rows = select(Delivery.user_id).where(Delivery.kind == "ticket.customer_wrote", Delivery.user_id.is_not(None))
    assert set(session.scalars(rows)) == {ani.id}
