"""People of whom nothing is known are answered in the language in which they write, on every channel."""

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.jobs.outbox.fan_out import fan_out_due
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.outbox import Delivery
from app.models.social.social import SocialPost
from app.models.support.clocks import ClockKind, SupportClock
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.policies.written_language import guess_locale
from app.presenters.dates import moment
from integrations.social.post import SeenPost
from tests.factories import NOW, make_company, make_cs, make_customer
from tests.support.logins import log_in
from tests.support_desk.desk import make_ticket
from workflows.social import record_posts
from workflows.support import VERBS, open_ticket_of_contact
from workflows.support.mail.receive_mail import ReceivedMail, receive_mail
from workflows.transitions import list_open_steps

ENGLISH = "Hello, the AC in our lobby is leaking since this morning. Could you please send somebody?"
INDONESIAN = "Selamat pagi, AC di lobi kami bocor sejak tadi pagi. Mohon teknisinya datang ya."


@pytest.mark.parametrize(
    ("text", "locale"),
    sorted(
        [
            ("", "id"),
            ("AC bocor", "id"),
            ("AC leaking", "id"),  # one cannot tell
            ("Can you help?", "en"),
            ("Don’t know why it’s warm", "en"),
            ("Error: connection to the server was lost, mohon dicek ya pak karena belum bisa dipakai di kantor", "id"),
            ("I can't log in", "en"),
            ("Invoice on hold, follow up please", "en"),
            ("Meeting on the spot: teknisi belum datang, tolong kabari kami", "id"),
            ("THE UNIT IS WARM", "en"),
            ("To: bantuan", "id"),
            (ENGLISH, "en"),
            (INDONESIAN, "id"),
            (f"{ENGLISH}\n\n-- \nSalam dari kami", "en"),
        ]
    ),
)
def test_the_language_is_told_by_its_words_of_grammar(text, locale):
    assert guess_locale(text) == locale


def newest(session):
    return session.scalars(select(SupportTicket).order_by(SupportTicket.id.desc())).first()


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.mark.parametrize(("text", "locale"), [(ENGLISH, "en"), (INDONESIAN, "id")])
def test_every_channel_notes_the_language_of_a_new_writer(session, dewi, text, locale):
    told = {"mail_class": "PERSON", "sender": "jane@hotel.id", "subject": "AC", "text": text}
    receive_mail(session, ReceivedMail(event_id=1, **told), now=NOW)
    assert newest(session).locale == locale
    record_posts(session, [SeenPost("FACEBOOK", "m.1", "", text, author_id="5", is_message=True)], now=NOW)
    assert session.scalars(select(SocialPost)).one().ticket.locale == locale
    contact = WhatsAppContact(phone_e164="+6281255550001", profile_name="Jane")
    session.add(contact)
    session.flush()
    said = {"subject": "AC", "description": text, "actor": dewi, "now": NOW}
    assert open_ticket_of_contact(session, contact_id=contact.id, **said).locale == locale


@pytest.mark.parametrize(("text", "locale"), [(ENGLISH, "en"), (INDONESIAN, "id")])
@pytest.mark.parametrize("language", ["en_US", "id"])
def test_the_due_time_is_in_the_language_of_the_message_or_of_its_template(app, session, dewi, text, locale, language):
    kind, said = "ticket.received", {"subject": "AC", "actor": dewi, "now": utc_now()}
    session.add(WhatsAppTemplate(kind=kind, name="tiket", variables="by_when", language=language))
    contacts = [
        WhatsAppContact(phone_e164="+6281255550001", last_inbound_at=utc_now()),
        WhatsAppContact(phone_e164="+6281255550002"),
    ]
    session.add_all(contacts)
    session.flush()
    for contact in contacts:
        ticket = open_ticket_of_contact(session, contact_id=contact.id, description=text, **said)
        clock = select(SupportClock.due_at).where(SupportClock.kind == ClockKind.FIRST_REPLY)
        due_at = session.scalars(clock.where(SupportClock.ticket_id == ticket.id)).one()
    session.commit()
    with app.app_context():
        fan_out_due()
        told = session.scalars(select(Delivery).where(Delivery.kind == kind).order_by(Delivery.id)).all()
        with force_locale(locale):
            assert all(moment(due_at) in one.body for one in told)
        with force_locale(language):
            assert told[1].payload["template"]["values"] == [moment(due_at)]


def test_a_wrong_guess_is_corrected_and_their_messages_follow(app, session, client, dewi):
    contact = WhatsAppContact(phone_e164="+6281255550001", last_inbound_at=utc_now())
    session.add(contact)
    session.flush()
    said = {"subject": "AC", "description": "AC leaking", "actor": dewi, "now": utc_now()}
    ticket = open_ticket_of_contact(session, contact_id=contact.id, **said)
    VERBS["set_language"](session, ticket_id=ticket.id, locale="en", actor=dewi, now=utc_now())
    session.commit()
    log_in(client, dewi)
    assert "Bahasa Inggris" in client.get(f"/admin/support/details/?id={ticket.id}").text
    with app.app_context():
        fan_out_due()
    told = session.scalars(select(Delivery).where(Delivery.kind == "ticket.received")).one()
    assert "we have received your request" in told.body
    assert "set_language" not in list_open_steps(session, SUPPORT_FLOW, make_ticket(session, at=NOW), actor=dewi)
    with pytest.raises(Invalid):
        VERBS["set_language"](session, ticket_id=ticket.id, locale="fr", actor=dewi, now=utc_now())


def test_a_customers_own_choice_counts_for_more(session, dewi):
    customer = make_customer(session, locale="id")
    contact = WhatsAppContact(phone_e164=customer.phone_e164, profile_name="Jane", customer_id=customer.id)
    session.add(contact)
    session.flush()
    said = {"subject": "AC", "description": ENGLISH, "actor": dewi, "now": NOW}
    assert open_ticket_of_contact(session, contact_id=contact.id, **said).locale == "id"
