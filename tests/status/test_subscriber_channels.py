"""Subscribers by WhatsApp, Telegram and webhook: the chat or the endpoint proves itself, is told, and stops."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.http.forms.honeypot import opened_stamp
from app.http.pages.links.subscriber_link import chat_code, manage_path, read_chat_code, read_manage
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.outbox import Delivery, DeliveryStatus
from app.models.monitoring.alarm import Severity
from app.models.status.subscriber import StatusSubscriber, SubscriberChannel
from tests.conversations.conftest import Talk, talk, talking_app, telegram, whatsapp
from tests.factories import NOW
from tests.standins import TelegramStandIn, WhatsAppStandIn, payloads
from tests.support.walking.posting import post
from workflows.incidents import declare_incident, publish_update
from workflows.status import confirm_chat, subscribe_chat

__all__ = ["talk", "talking_app", "telegram", "whatsapp"]
CHAT = 1111111


def asked(session: Session, channel: SubscriberChannel, *components: int, locale: str = "id", at=NOW):
    return subscribe_chat(session, channel=channel, component_ids=components, locale=locale, now=at)


def publish(session: Session, rani, text: str = "Kami selidiki"):
    incident = declare_incident(
        session, title="Portal lambat", severity=Severity.SEV3, component="Portal", actor=rani, now=NOW
    )
    publish_update(session, incident_id=incident.id, actor=rani, now=NOW, text=text, text_en=f"{text} (en)")
    session.commit()
    return incident


def code_of(app: Flask, subscriber: StatusSubscriber) -> str:
    with app.app_context():
        return chat_code(subscriber.id)


def stamped(app: Flask, **fields: str) -> dict[str, str]:
    with app.app_context():
        return {**fields, "opened": opened_stamp(NOW - timedelta(minutes=1))}


def subscribers(session: Session) -> list[StatusSubscriber]:
    session.expire_all()
    return list(session.scalars(select(StatusSubscriber).order_by(StatusSubscriber.id)))


def said(standin: TelegramStandIn) -> list[str]:
    return [entry["body"]["text"] for entry in standin.received]


def test_start_proves_the_telegram_chat_which_is_told_and_stops(
    talk: Talk, telegram: TelegramStandIn, session, rani, portal
):
    one = asked(session, SubscriberChannel.TELEGRAM, portal.id, locale="en")
    session.commit()
    talk.telegram(payloads.telegram_start(code_of(talk.app, one)))
    talk.settle()
    (known,) = subscribers(session)
    assert (known.chat_id, known.component_ids, known.locale) == (CHAT, [portal.id], "en")
    assert known.confirmed_at is not None
    assert "/s/" in said(telegram)[-1]
    publish(session, rani, "Kami <selidiki>")
    talk.settle()
    assert "Kami &lt;selidiki&gt; (en)" in said(telegram)[-1]
    talk.telegram(payloads.telegram_text("/stop"))
    talk.settle()
    assert subscribers(session) == []


def test_whatsapp_message_with_the_code_proves_the_contact_and_stop_ends_it(
    talk: Talk, whatsapp: WhatsAppStandIn, session, rani, portal
):
    one = asked(session, SubscriberChannel.WHATSAPP)
    session.commit()
    words = f"LANGGANAN STATUS {code_of(talk.app, one)}"
    talk.whatsapp(payloads.whatsapp_message("text", {"body": words}))
    talk.settle()
    (known,) = subscribers(session)
    assert known.contact_id == session.scalars(select(WhatsAppContact.id)).one()
    assert "/s/" in whatsapp.received[-1]["body"]["text"]["body"]
    publish(session, rani)
    talk.settle()
    assert "Kami selidiki" in whatsapp.received[-1]["body"]["text"]["body"]
    talk.whatsapp(payloads.whatsapp_message("text", {"body": "STOP"}))
    talk.settle()
    assert subscribers(session) == []


def test_outside_its_window_whatsapp_gets_the_template_or_nothing_never_a_task_for_cs(
    talk: Talk, whatsapp: WhatsAppStandIn, session, rani, portal
):
    contact = WhatsAppContact(wa_id="6281234567890", phone_e164="+6281234567890")
    session.add(contact)
    session.flush()
    confirm_chat(session, subscriber_id=asked(session, SubscriberChannel.WHATSAPP).id, contact_id=contact.id, now=NOW)
    publish(session, rani)
    talk.settle()
    news = select(Delivery).where(Delivery.kind == "status.news")
    assert [one.status for one in session.scalars(news)] == [DeliveryStatus.CANCELLED]
    session.add(
        WhatsAppTemplate(kind="status.news", name="kabar_status", body="{{1}}: {{2}}", variables="headline,short")
    )
    publish(session, rani, "Sudah pulih")
    talk.settle()
    sent = whatsapp.received[-1]["body"]["template"]
    words = [part["text"] for part in sent["components"][0]["parameters"]]
    assert (sent["name"], words) == ("kabar_status", ["Portal lambat", "Sudah pulih"])


def test_a_code_is_good_for_a_day_for_one_chat_of_its_own_channel(app: Flask, session, rani):
    first, late = (asked(session, SubscriberChannel.TELEGRAM, at=at) for at in (NOW, NOW - timedelta(hours=24)))
    other = asked(session, SubscriberChannel.WHATSAPP)
    confirm_chat(session, subscriber_id=first.id, chat_id=CHAT, now=NOW)
    confirm_chat(session, subscriber_id=first.id, chat_id=CHAT, now=NOW)  # the same message came twice
    for subscriber_id, chat_id in ((first.id, CHAT + 1), (late.id, CHAT + 1), (other.id, CHAT), (999, CHAT)):
        with pytest.raises(Exception, match="Kode ini sudah"):
            confirm_chat(session, subscriber_id=subscriber_id, chat_id=chat_id, now=NOW)


def test_a_chat_that_is_told_already_keeps_one_row_with_the_new_choice(session, rani, portal):
    first = asked(session, SubscriberChannel.TELEGRAM)
    confirm_chat(session, subscriber_id=first.id, chat_id=CHAT, now=NOW)
    again = asked(session, SubscriberChannel.TELEGRAM, portal.id, locale="en")
    confirm_chat(session, subscriber_id=again.id, chat_id=CHAT, now=NOW)
    (kept,) = subscribers(session)
    assert (kept.id, kept.component_ids, kept.locale) == (first.id, [portal.id], "en")


def test_codes_and_manage_links_do_not_stand_in_for_one_another(app: Flask):
    with app.app_context():
        code, link = chat_code(7), manage_path(7).removeprefix("/s/")
        assert (read_chat_code(code), read_manage(link)) == (7, 7)
        assert (read_chat_code(link), read_manage(code)) == (None, None)
        assert re.fullmatch(r"[A-Za-z0-9_-]{22}", code)


def test_blocked_bot_forgets_the_chat(talk: Talk, session, rani):
    confirm_chat(session, subscriber_id=asked(session, SubscriberChannel.TELEGRAM).id, chat_id=CHAT, now=NOW)
    session.commit()
    talk.telegram(payloads.telegram_membership(blocked=True))
    talk.settle()
    assert subscribers(session) == []


def test_page_offers_what_is_set_up_and_leads_to_the_chat(talk: Talk, session, rani, portal):
    client = talk.app.test_client()
    session.add(WhatsAppTemplate(kind="status.news", name="kabar_status"))
    session.commit()
    page = client.get("/subscribe").text
    assert "by=telegram" in page
    assert "by=whatsapp" not in page, "no number of ours is known"
    sent = post(client, "/subscribe?by=telegram", stamped(talk.app, component_ids=str(portal.id)))
    shown = client.get(sent.location).text
    (one,) = subscribers(session)
    assert f"https://t.me/{talk.app.config['SETTINGS'].telegram_bot_username}?start={code_of(talk.app, one)}" in shown
    assert one.component_ids == [portal.id]


@pytest.mark.parametrize("number", ["62 811-1000-2000", "+6281110002000"])
def test_page_offers_whatsapp_where_our_number_and_its_template_are_known(app_with, session, rani, portal, number):
    app = app_with(wa_display_number=number)
    client = app.test_client()
    session.commit()
    assert "by=whatsapp" not in client.get("/subscribe").text, "WhatsApp takes no news without a template"
    session.add(WhatsAppTemplate(kind="status.news", name="kabar_status"))
    session.commit()
    assert "by=whatsapp" in client.get("/subscribe").text
    assert client.get("/subscribe?by=whatsapp").status_code == 200
    sent = post(client, "/subscribe?by=whatsapp", stamped(app, component_ids=str(portal.id)))
    shown = client.get(sent.location).text
    (one,) = subscribers(session)
    assert f"https://wa.me/6281110002000?text=LANGGANAN%20STATUS%20{code_of(app, one)}" in shown
    assert (one.channel, one.component_ids, one.confirmed_at) == (SubscriberChannel.WHATSAPP, [portal.id], None)
