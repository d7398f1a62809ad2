"""The list of conversations as CS works through it, and the way from a chat to a customer and a ticket."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.models.customers.customer import Customer
from tests.factories import NOW, make_company, make_cs, make_customer
from tests.support.people import sign_in, submit
from workflows.conversations import InboundText, find_or_make_contact, handle_inbound


def wrote(session, number, text, minutes_ago, **given):
    contact = find_or_make_contact(session, wa_id=number, bsuid=None, profile_name=f"Orang {number[-2:]}")
    handle_inbound(session, contact, InboundText("text", text), now=NOW - timedelta(minutes=minutes_ago))
    for name, value in given.items():
        setattr(contact, name, value)
    session.commit()
    return contact


@pytest.fixture
def dewi(session, client):
    make_company(session)
    dewi = make_cs(session)
    sign_in(client, dewi)
    return dewi


def test_who_waits_comes_first_then_who_wrote_last(session, client, dewi):
    wrote(session, "6281311110001", "halo", 90)
    wrote(session, "6281311110002", "biayanya berapa?", 60)
    wrote(session, "6281311110003", "halo", 5)
    page = client.get("/admin/contacts/").text
    places = [page.index(f"Orang {number}") for number in ("02", "03", "01")]
    assert places == sorted(places)
    assert "biayanya berapa?" in page


def test_a_conversation_is_new_until_somebody_opens_it(session, client, dewi):
    contact = wrote(session, "6281311110001", "halo", 5)
    assert contact.is_unread
    client.get(f"/admin/contacts/details/?id={contact.id}")
    session.expire_all()
    assert not contact.is_unread
    wrote(session, "6281311110001", "halo lagi", -1)
    assert contact.is_unread


def test_the_list_says_when_it_has_changed(session, client, dewi):
    wrote(session, "6281311110001", "halo", 5)
    page = client.get("/admin/contacts/").text
    news = re.search(r'data-poll-url="([^"]*/contacts/news[^"]*)"', page)[1].replace("&amp;", "&")
    assert "since=1" in news
    assert "muat ulang" not in client.get(news).text
    wrote(session, "6281311110002", "halo", 1)
    assert "muat ulang" in client.get(news).text


def test_the_chat_alone_is_asked_for_and_rests_while_nothing_changes(session, client, dewi):
    contact = wrote(session, "6281311110001", "halo", 5)
    first = client.get(f"/admin/contacts/{contact.id}/thread")
    assert first.status_code == 200
    again = client.get(f"/admin/contacts/{contact.id}/thread", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_one_step_from_the_chat_to_a_customer_and_the_ticket(session, client, dewi):
    contact = wrote(session, "6281311110001", "AC bocor di Jl. Kenanga 5", 5)
    page = f"/admin/contacts/details/?id={contact.id}"
    answer = submit(client, page, to="/register", name="Siti", address="Jl. Kenanga 5, Bandung")
    session.expire_all()
    siti = session.scalars(select(Customer)).one()
    assert (siti.name, siti.phone_e164, siti.city) == ("Siti", "+6281311110001", "Bandung")
    assert contact.customer_id == siti.id
    assert f"/admin/visits/new/?customer={siti.id}" in answer.location
    assert "problem=AC+bocor" in answer.location


def test_a_number_that_is_a_customers_already_is_linked(session, client, dewi):
    known = make_customer(session, phone_e164="+6281311110001")
    contact = wrote(session, "6281311110001", "asdf", 5)
    submit(client, f"/admin/contacts/details/?id={contact.id}", to="/register", name="Siti", address="")
    session.expire_all()
    assert contact.customer_id == known.id
    assert session.scalars(select(Customer)).all() == [known]
