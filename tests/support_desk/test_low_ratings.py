"""A rating is reminded of once; a low one waits for somebody who follows it up."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.jobs.outbox.fan_out import fan_out_due
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.support.actions.scheduling import NotRatedLow
from app.models.support.messages import SupportMessage
from tests.factories import make_admin, make_company, make_cs
from tests.support_desk.desk import fresh, make_ticket
from workflows.support import (
    Requester,
    finish_support_ticket,
    rate_ticket,
    receive_customer_message,
    remind_surveys,
    settle_rating,
)
from workflows.support.customer.rate_ticket import REMINDED_AFTER
from workflows.work_queues import count_waiting

BY_MAIL = Requester(email="ratna@hotel.id", name="Bu Ratna")


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def finished(session, actor, requester=BY_MAIL):
    ticket = make_ticket(session, at=utc_now(), requester=requester)
    finish_support_ticket(session, ticket_id=ticket.id, actor=actor, outcome="Dibersihkan", now=utc_now())
    return ticket


def count(session, kind):
    return len(session.scalars(select(OutboxMessage.id).where(OutboxMessage.kind == kind)).all())


def test_who_has_not_rated_is_reminded_once_after_two_days(session, dewi):
    finished(session, dewi)
    assert remind_surveys(session, now=utc_now() + REMINDED_AFTER - timedelta(seconds=1)) == 0
    assert remind_surveys(session, now=utc_now() + REMINDED_AFTER) == 1
    assert remind_surveys(session, now=utc_now() + 2 * REMINDED_AFTER) == 0
    assert count(session, "ticket.rating_reminded") == 1


def test_nobody_is_reminded_of_what_they_rated_or_opened_again(session, dewi):
    rated, opened = finished(session, dewi), finished(session, dewi)
    rate_ticket(session, ticket_id=rated.id, score=5, comment="", now=utc_now())
    receive_customer_message(session, ticket_id=opened.id, text="Bocor lagi", now=utc_now())
    remind_surveys(session, now=utc_now() + REMINDED_AFTER)
    assert count(session, "ticket.rating_reminded") == 0


@pytest.mark.parametrize(("hours", "told"), [(23, 1), (25, 0)])
def test_outside_whatsapps_window_nobody_is_reminded(session, app, dewi, hours, told):
    contact = WhatsAppContact(wa_id="628111", phone_e164="+628111", last_inbound_at=utc_now() - timedelta(hours=hours))
    session.add(contact)
    session.flush()
    finished(session, dewi, Requester(contact_id=contact.id))
    remind_surveys(session, now=utc_now() + REMINDED_AFTER)
    session.query(OutboxMessage).update({"due_at": utc_now()})
    session.commit()
    with app.app_context():
        fan_out_due()
    found = session.scalars(select(Delivery.id).where(Delivery.kind == "ticket.rating_reminded")).all()
    assert len(found) == told


def test_a_low_rating_waits_until_it_is_followed_up(session, app, dewi):
    ada = make_admin(session)
    ticket = finished(session, dewi)
    rate_ticket(session, ticket_id=ticket.id, score=2, comment="Lama", now=utc_now())
    session.commit()
    with app.app_context():
        fan_out_due()
    told = session.scalars(select(Delivery.user_id).where(Delivery.kind == "ticket.rated_low")).all()
    assert set(told) == {ada.id}
    waiting = count_waiting(session, ["low_rated_support"], now=utc_now(), user=dewi)
    assert waiting["low_rated_support"] == 1
    settle_rating(session, ticket_id=ticket.id, actor=dewi, text="Sudah ditelepon", now=utc_now())
    assert fresh(session, ticket).low_rated_at is None
    assert "Sudah ditelepon" in session.scalars(select(SupportMessage.text)).all()
    with pytest.raises(NotRatedLow):
        settle_rating(session, ticket_id=ticket.id, actor=dewi, text="Lagi", now=utc_now())


@pytest.mark.parametrize(("score", "waits"), [(1, True), (2, True), (3, False), (5, False)])
def test_one_and_two_are_low_and_a_better_one_takes_it_back(session, dewi, score, waits):
    ticket = finished(session, dewi)
    rate_ticket(session, ticket_id=ticket.id, score=score, comment="", now=utc_now())
    assert (fresh(session, ticket).low_rated_at is not None) is waits
    rate_ticket(session, ticket_id=ticket.id, score=4, comment="", now=utc_now())
    assert fresh(session, ticket).low_rated_at is None
    assert count(session, "ticket.rated_low") == int(waits)
