"""A request that came by any channel ends in the same way: answered, resolved, confirmed and rated by its customer."""

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.forum.forum import ForumPost
from app.models.messaging.contact import WhatsAppContact
from app.models.social.social import Network
from app.models.support.messages import SupportSurvey
from app.models.support.ticket import Ending, SupportStatus, SupportTicket, TicketSource
from tests.factories import make_company, make_cs, make_customer, make_user
from tests.support.walking.posting import post
from tests.support_desk.channels.test_visitors import ask
from tests.support_desk.desk import fresh, make_ticket
from workflows.chat import Visitor, continue_as_ticket, open_chat, take_chat
from workflows.forum import ask_question, show_post
from workflows.forum import turn_into_ticket as ticket_of_question
from workflows.social import note_post
from workflows.support import (
    ReceivedMail,
    answer_ticket,
    confirm_address,
    ensure_ticket_link,
    finish_support_ticket,
    open_ticket_of_contact,
    receive_mail,
    take_support_ticket,
)


@pytest.fixture
def dewi(session):
    make_company(session)
    dewi = make_cs(session)
    session.commit()
    return dewi


def by_portal(session, client, app, dewi):
    ask(client, app)
    confirm_address(session, ticket_id=newest(session).id, email="ratna@hotel.id", now=utc_now())


def by_mail(session, client, app, dewi):
    facts = {"event_id": 1, "mail_class": "PERSON", "internet_id": "<1@hotel.id>", "sender": "tamu@hotel.id"}
    receive_mail(session, ReceivedMail(**facts, subject="AC bocor", text="Air menetes"), now=utc_now())


def by_whatsapp(session, client, app, dewi):
    customer = make_customer(session)
    contact = WhatsAppContact(wa_id="628112", phone_e164="+628112", customer_id=customer.id, last_inbound_at=utc_now())
    session.add(contact)
    session.flush()
    said = {"subject": "AC bocor", "description": "Air menetes"}
    open_ticket_of_contact(session, contact_id=contact.id, **said, actor=dewi, now=utc_now())


def by_chat(session, client, app, dewi):
    visitor = Visitor(name="Mira", email="mira@contoh.id")
    chat = open_chat(session, token="t" * 43, visitor=visitor, client_id="m-1", text="AC bocor", now=utc_now())
    take_chat(session, chat_id=chat.id, actor=dewi, now=utc_now())
    continue_as_ticket(session, chat_id=chat.id, actor=dewi, now=utc_now())


def by_forum(session, client, app, dewi):
    mira = make_user(session, "Mira", Role.MEMBER)
    ask_question(session, title="AC bocor", body="Air menetes", actor=mira, now=utc_now())
    question = session.scalars(select(ForumPost).order_by(ForumPost.id.desc())).first()
    show_post(session, post_id=question.id, actor=dewi, now=utc_now())
    ticket_of_question(session, post_id=question.id, actor=dewi, now=utc_now())


def by_social_media(session, client, app, dewi):
    found = {"network": Network.X, "url": "https://x.com/mira/1", "author": "Mira", "text": "AC bocor"}
    note_post(session, **found, actor=dewi, now=utc_now())


def by_the_desk(session, client, app, dewi):
    make_ticket(session, at=utc_now(), actor=dewi)


CHANNELS = {
    TicketSource.CHAT: by_chat,
    TicketSource.DESK: by_the_desk,
    TicketSource.EMAIL: by_mail,
    TicketSource.FORUM: by_forum,
    TicketSource.PORTAL: by_portal,
    TicketSource.SOCIAL: by_social_media,
    TicketSource.WHATSAPP: by_whatsapp,
}


def newest(session):
    session.expire_all()
    return session.scalars(select(SupportTicket).order_by(SupportTicket.id.desc())).first()


def test_a_ticket_of_each_channel_is_confirmed_and_rated_in_both_languages(session, app, dewi):
    elsewhere = {TicketSource.API, TicketSource.FEEDBACK}  # tests/api; who sent a feedback answers on its own page
    assert set(CHANNELS) == set(TicketSource) - elsewhere
    for place, (source, come_in) in enumerate(CHANNELS.items()):
        come_in(session, app.test_client(), app, dewi)
        ticket, now = newest(session), utc_now()
        assert ticket.source == source
        if ticket.assignee_id is None:
            take_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=now)
        answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami datang besok", now=now)
        finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Pipa diganti", now=now)
        path = f"/ticket/{ensure_ticket_link(session, ticket_id=ticket.id).token}"
        session.commit()
        customer, (language, yes) = app.test_client(), (("id", "Ya, beres"), ("en", "Yes, settled"))[place % 2]
        customer.set_cookie("lang", language)
        page = customer.get(path).text
        assert yes in page, (source, language)
        assert "Pipa diganti" in page
        assert post(customer, f"{path}/confirm", {}).status_code == 303
        assert 'name="score"' in customer.get(path).text, source
        assert post(customer, f"{path}/rate", {"score": "5"}).status_code == 303
        closed = fresh(session, ticket)
        assert (closed.status, closed.ending) == (SupportStatus.CLOSED, Ending.CONFIRMED), source
        scores = select(SupportSurvey.score).where(SupportSurvey.ticket_id == ticket.id)
        assert session.scalars(scores).all() == [5], source
