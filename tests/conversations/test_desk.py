"""What CS sees of conversations and letters, and does about them."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.held_messages import send_step
from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import User
from app.models.composing import HeldMessage
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import Delivery, DeliveryStatus, OutboxMessage, OutboxStatus
from tests.composing.test_files import picture
from tests.conversations.conftest import Talk
from tests.documents.pictures import pdf
from tests.factories import make_cs, make_customer, make_manager, make_sales, make_visit
from tests.panel.conftest import Desk
from tests.standins import WhatsAppStandIn, payloads
from workflows.composing import send_next_held
from workflows.conversations.events import ContactReply
from workflows.outbox_events import emit
from workflows.visits.events import VisitRescheduled

SCREENS = ("contacts", "outbox", "inbox", "promises", "templates")


@pytest.fixture
def at_desk(talking_app: Flask, session: Session) -> Callable[..., Desk]:
    def log_in(user: User | None = None) -> Desk:
        user = user or make_cs(session)
        session.commit()
        return Desk(talking_app.test_client(), user)

    return log_in


def _moved_visit(session: Session, **given: Any) -> None:
    """A letter to a customer who has not written for days."""
    visit = make_visit(session, opened_at=utc_now(), **given)
    emit(session, VisitRescheduled(visit_id=visit.id, reason="hujan"), now=utc_now())
    session.commit()


def test_every_screen_opens_with_and_without_rows(at_desk: Callable[..., Desk], talk: Talk, session: Session) -> None:
    dewi = at_desk()
    for screen in SCREENS:
        assert dewi.get(f"/admin/{screen}/").status_code == 200
    talk.whatsapp(payloads.whatsapp_text("DAFTAR#Pak Agus#Jl. Merdeka 1, Bandung#AC mati"))
    talk.settle()
    for screen, table in zip(SCREENS, (WhatsAppContact, Delivery, InboxEvent, OutboxMessage), strict=False):
        assert dewi.get(f"/admin/{screen}/").status_code == 200
        record_id = session.scalars(select(table.id).order_by(table.id).limit(1)).one()
        assert dewi.get(f"/admin/{screen}/details/", id=record_id).status_code == 200


@pytest.mark.parametrize("make", [make_sales, make_manager])
def test_others_stay_outside(at_desk: Callable[..., Desk], session: Session, make: Callable[..., User]) -> None:
    desk = at_desk(make(session))
    for screen in SCREENS:
        assert desk.get(f"/admin/{screen}/").status_code == 403


def test_cs_answers_inside_the_window_and_closes_the_conversation(
    at_desk: Callable[..., Desk], talk: Talk, whatsapp: WhatsAppStandIn, session: Session
) -> None:
    dewi = at_desk()
    talk.whatsapp(payloads.whatsapp_text("CS"))
    talk.settle()
    contact = session.scalars(select(WhatsAppContact)).one()
    assert contact.wants_person_at
    dewi.post(
        f"/admin/contacts/{contact.id}/compose",
        step="reply",
        seen="999999999",
        text="Selamat siang, ada yang bisa dibantu?",
    )
    session.scalars(select(HeldMessage)).one().leaves_at = utc_now()
    session.flush()
    assert send_next_held(session, send_step, now=utc_now())
    session.commit()
    talk.settle()
    assert whatsapp.received[-1]["body"]["text"]["body"] == "Selamat siang, ada yang bisa dibantu?"
    page = dewi.get("/admin/contacts/details/", id=contact.id).get_data(as_text=True)
    assert "ada yang bisa dibantu?" in page
    dewi.post(f"/admin/contacts/{contact.id}/handled")
    session.expire_all()
    assert contact.wants_person_at is None


def test_a_file_follows_the_words_as_a_message_of_its_own(
    at_desk: Callable[..., Desk], talk: Talk, session: Session, whatsapp: WhatsAppStandIn
) -> None:
    dewi = at_desk()
    talk.whatsapp(payloads.whatsapp_text("CS"))
    talk.settle()
    contact = session.scalars(select(WhatsAppContact)).one()
    for name, content in (("foto.jpg", picture()), ("kwitansi.pdf", pdf())):
        kept = dewi.post(f"/admin/contacts/{contact.id}/attach", composer="ANSWER", files=(BytesIO(content), name))
        assert kept.status_code == 200, kept.json
    dewi.post(f"/admin/contacts/{contact.id}/compose", step="reply", seen="999999999", text="Ini kwitansinya")
    session.scalars(select(HeldMessage)).one().leaves_at = utc_now()
    session.flush()
    assert send_next_held(session, send_step, now=utc_now())
    session.commit()
    talk.settle()
    words, image, document = (sent["body"] for sent in whatsapp.received[-3:])
    assert words["text"]["body"] == "Ini kwitansinya"
    assert document["document"]["filename"] == "kwitansi.pdf"
    for sent in (image["image"], document["document"]):
        path = urlsplit(sent["link"]).path
        assert dewi.client.get(path).status_code == 200
    page = dewi.get("/admin/contacts/details/", id=contact.id).get_data(as_text=True)
    assert page.count('alt="foto.jpg"') == 1


def test_cs_cannot_write_outside_the_window(at_desk: Callable[..., Desk], talk: Talk, session: Session) -> None:
    contact = WhatsAppContact(wa_id="6281234567890", last_inbound_at=utc_now() - timedelta(hours=25))
    session.add(contact)
    dewi = at_desk()
    dewi.post(f"/admin/contacts/{contact.id}/compose", step="reply", text="halo")
    assert not session.scalars(select(OutboxMessage)).all()
    assert "wa.me" in dewi.get("/admin/contacts/details/", id=contact.id).get_data(as_text=True)


def test_outside_the_window_without_a_template_cs_gets_a_ready_link(
    at_desk: Callable[..., Desk], talk: Talk, session: Session
) -> None:
    _moved_visit(session, customer=make_customer(session, phone_e164="+6281234567890"))
    talk.settle()
    delivery = session.scalars(select(Delivery).where(Delivery.channel == "WHATSAPP")).one()
    assert delivery.status == DeliveryStatus.BY_HAND
    dewi = at_desk()
    page = dewi.get("/admin/outbox/details/", id=delivery.id).get_data(as_text=True)
    assert "https://wa.me/6281234567890?text=" in page
    dewi.post(f"/admin/outbox/{delivery.id}/sent_by_hand")
    session.expire_all()
    assert delivery.status == DeliveryStatus.SENT


def test_outside_the_window_the_approved_template_is_used(
    talk: Talk, whatsapp: WhatsAppStandIn, session: Session
) -> None:
    whatsapp.templates = {("jadwal_berubah", "id"): (2, False)}
    session.add(
        WhatsAppTemplate(kind="visit.rescheduled", name="jadwal_berubah", variables="visit.customer.name, visit.number")
    )
    _moved_visit(session, customer=make_customer(session, phone_e164="+6281234567890"))
    talk.settle()
    (sent,) = [entry for entry in whatsapp.received if entry["type"] == "template"]
    assert sent["body"]["template"]["name"] == "jadwal_berubah"


def test_without_credentials_a_message_says_so(app: Flask, session: Session) -> None:
    contact = WhatsAppContact(wa_id="6281234567890", last_inbound_at=utc_now())
    session.add(contact)
    session.flush()
    emit(
        session,
        ContactReply(contact_id=contact.id, template="contact.note", facts={"text": "halo"}),
        now=utc_now(),
    )
    session.commit()
    with app.app_context():
        fan_out_and_send()
    session.expire_all()
    assert session.scalars(select(Delivery.status)).one() == DeliveryStatus.SANDBOX


def test_a_event_nobody_can_address_is_parked_in_sight_and_tried_again(
    at_desk: Callable[..., Desk], talk: Talk, session: Session
) -> None:
    long_ago = utc_now() - timedelta(days=2)
    broken = OutboxMessage(kind="no.such.kind", payload={}, due_at=utc_now(), created_at=long_ago)
    contact = WhatsAppContact(wa_id="6281234567890", last_inbound_at=utc_now())
    session.add_all([broken, contact])
    session.flush()
    emit(session, ContactReply(contact_id=contact.id, template="contact.note", facts={"text": "halo"}), now=utc_now())
    session.commit()
    for _ in range(9):
        talk.settle()
        session.expire_all()
        broken.due_at = min(broken.due_at, utc_now())
        session.commit()
    assert broken.status == OutboxStatus.PARKED
    assert session.scalars(select(Delivery.status)).one() == DeliveryStatus.SENT
    dewi = at_desk()
    assert "no.such.kind" in dewi.get("/admin/promises/").get_data(as_text=True)
    dewi.post(f"/admin/promises/{broken.id}/retry")
    session.expire_all()
    assert broken.status == OutboxStatus.WAITING
