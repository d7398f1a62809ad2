"""A visitor without an account asks for help, confirms their address, and is told there from then on."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import MARK, derived
from app.core.errors import NotAvailable, NotFound
from app.http.forms.honeypot import opened_stamp
from app.http.pages.links.ticket_address_link import address_link
from app.http.security.secret_keys import derivation_key
from app.jobs.outbox.fan_out import fan_out_due
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.support.messages import SupportAttachment
from app.models.support.ticket import SupportTicket, TicketSource
from app.web.support.blueprint import ADDRESSES_IN_AN_HOUR
from tests.documents.pictures import photo
from tests.factories import make_company, make_cs
from tests.support.walking.posting import post
from tests.support.walking.sources import ROOT
from tests.support_desk.desk import fresh, make_ticket
from workflows.support import (
    Requester,
    answer_ticket,
    ask_address,
    confirm_address,
    confirm_ticket,
    ensure_ticket_link,
    finish_support_ticket,
    merge_tickets,
)

SAID = {"subject": "AC bocor", "description": "Air menetes", "kind": "PROBLEM", "name": "Bu Ratna"}


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def ask(client, app, **given):
    with app.test_request_context():
        stamp = opened_stamp(utc_now() - timedelta(minutes=1))
    return post(client, "/support/new", {**SAID, "email": "Ratna@Hotel.id", "opened": stamp, **given})


def visitor(session, email="ratna@hotel.id", **given):
    return make_ticket(
        session,
        at=utc_now(),
        source=TicketSource.PORTAL,
        requester=Requester(name="Bu Ratna", asked_email=email),
        **given,
    )


def told(app, session):
    session.commit()
    with app.app_context():
        fan_out_due()
    session.expire_all()
    rows = select(Delivery.kind, Delivery.address).where(Delivery.user_id.is_(None)).order_by(Delivery.id)
    return [tuple(row) for row in session.execute(rows)]


def test_a_visitor_asks_with_a_picture_and_confirms_the_address(session, client, app, dewi):
    page = client.get("/support/new").text
    assert "/help/suggest" in page
    sent = ask(client, app, attachments=(BytesIO(photo()), "bocor.jpg"))
    assert sent.status_code == 303
    ticket = session.scalars(select(SupportTicket)).one()
    assert (ticket.requester_name, ticket.requester_email, ticket.asked_email) == ("Bu Ratna", None, "ratna@hotel.id")
    assert len(session.scalars(select(SupportAttachment.id)).all()) == 1
    assert "belum dikonfirmasi" in client.get(sent.location).text
    assert told(app, session) == [("ticket.address_asked", "ratna@hotel.id")]
    sent = session.scalars(select(Delivery).where(Delivery.kind == "ticket.address_asked")).one()
    marked = re.search(r"/ticket/address/\S+", sent.body).group()
    with app.app_context():
        link = marked.replace(MARK, derived(derivation_key(), sent.payload["sealed"]))
    assert "ratna@hotel.id" in client.get(link).text
    assert fresh(session, ticket).requester_email is None  # looking changes nothing
    assert post(client, link).status_code == 303
    assert fresh(session, ticket).requester_email == "ratna@hotel.id"
    assert post(client, link).status_code == 303  # a second time changes nothing
    kinds = session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()
    assert kinds.count("ticket.received") == 1


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"email": "bukan alamat"}, id="no-address"),
        pytest.param({"homepage": "https://spam.id"}, id="filled-the-hidden-field"),
        pytest.param({"name": ""}, id="no-name"),
        pytest.param({"opened": "palsu"}, id="no-stamp"),
        pytest.param({"subject": ""}, id="no-subject"),
    ],
)
def test_what_is_refused_comes_back_as_it_was_filled_in(session, client, app, dewi, given):
    sent = ask(client, app, **given)
    assert sent.status_code == 422
    assert "Air menetes" in sent.text
    assert session.scalars(select(SupportTicket.id)).all() == []


def test_the_answer_stays_behind_the_link_until_the_address_is_confirmed(session, app, dewi):
    ticket = visitor(session)
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Kami datang", now=utc_now())
    assert told(app, session) == [("ticket.address_asked", "ratna@hotel.id")]
    confirm_address(session, ticket_id=ticket.id, email="ratna@hotel.id", now=utc_now())
    answer_ticket(session, ticket_id=ticket.id, actor=dewi, text="Besok", now=utc_now())
    assert [kind for kind, _address in told(app, session)][1:] == ["ticket.received", "ticket.answered"]


def test_a_corrected_address_is_asked_and_the_link_to_the_first_one_ends(session, client, dewi):
    ticket = visitor(session, "ratna@hotel.di")
    token = ensure_ticket_link(session, ticket_id=ticket.id).token
    session.commit()
    assert post(client, f"/ticket/{token}/address", {"email": "ratna@hotel.id"}).status_code == 303
    assert fresh(session, ticket).asked_email == "ratna@hotel.id"
    with pytest.raises(NotFound):
        confirm_address(session, ticket_id=ticket.id, email="ratna@hotel.di", now=utc_now())
    confirm_address(session, ticket_id=ticket.id, email="ratna@hotel.id", now=utc_now())
    with pytest.raises(NotAvailable):
        ask_address(session, ticket_id=ticket.id, email="lain@hotel.id", now=utc_now())


def test_a_refused_address_draws_the_ticket_that_goes_on(session, client, dewi):
    mine = make_ticket(session, at=utc_now(), subject="Yang digabung")
    root = make_ticket(session, at=utc_now(), subject="Yang berlanjut", customer=mine.customer)
    merge_tickets(session, ticket_id=mine.id, actor=dewi, into=root.number, now=utc_now())
    token = ensure_ticket_link(session, ticket_id=mine.id).token
    session.commit()
    refused = post(client, f"/ticket/{token}/address", {"email": "ratna@hotel.id"})
    assert refused.status_code == 409
    assert "<h1>Yang berlanjut</h1>" in refused.text


def test_too_many_addresses_for_one_are_refused_as_too_many(session, client, dewi):
    token = ensure_ticket_link(session, ticket_id=visitor(session).id).token
    session.commit()
    asked = [
        post(client, f"/ticket/{token}/address", {"email": "ratna@hotel.id"}) for _ in range(ADDRESSES_IN_AN_HOUR + 1)
    ]
    assert {one.status_code for one in asked[:-1]} == {303}
    assert asked[-1].status_code == 429
    assert "ratna@hotel.id" in asked[-1].text


def test_a_link_that_is_not_ours_confirms_nothing(session, client, app, dewi):
    ticket = visitor(session)
    session.commit()
    with app.test_request_context():
        marked, sealed = address_link(ticket.id, "ratna@hotel.id", utc_now())
        good = marked.replace(MARK, derived(derivation_key(), sealed))
    assert client.get(marked).status_code == 404, "what stands in Pesan Keluar opens nothing"
    assert client.get(good[:-1] + ("a" if good[-1] != "a" else "b")).status_code == 404
    assert client.get(good.replace(f"/{ticket.id}.", f"/{ticket.id + 1}.")).status_code == 404
    assert client.get(good).status_code == 200
    assert fresh(session, ticket).requester_email is None


def test_one_address_is_asked_three_times_in_an_hour_at_most(session, dewi):
    for _ in range(5):
        visitor(session)
    kinds = session.scalars(select(OutboxMessage.kind)).all()
    assert kinds.count("ticket.address_asked") == 3


def test_two_visitors_who_typed_one_address_do_not_read_each_other(session, client, dewi):
    """Merged by the desk: an address that nobody has confirmed makes nobody the same person."""
    mine, theirs = visitor(session, subject="Rahasia saya"), visitor(session, subject="Punya orang")
    merge_tickets(session, ticket_id=mine.id, actor=dewi, into=theirs.number, other_customer="YES", now=utc_now())
    token = ensure_ticket_link(session, ticket_id=mine.id).token
    session.commit()
    page = client.get(f"/ticket/{token}").text
    assert "Rahasia saya" in page
    assert "Punya orang" not in page


def test_the_address_is_asked_first_until_there_is_something_to_confirm(session, client, dewi):
    """Whoever is to say whether it is settled finds the question right below the conversation."""
    ticket = visitor(session)
    path = f"/ticket/{ensure_ticket_link(session, ticket_id=ticket.id).token}"
    page = client.get(path).text
    assert page.index("Kabar lewat e-mail") < page.index('id="talk"')
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Pipa diganti", now=utc_now())
    done = client.get(path).text
    assert done.index('id="talk"') < done.index("Ya, beres") < done.index("Kabar lewat e-mail")
    confirm_ticket(session, ticket_id=ticket.id, now=utc_now())
    closed = client.get(path).text
    assert closed.index('name="score"') < closed.index("Kabar lewat e-mail")
    assert closed.count("Kabar lewat e-mail") == 1


def test_the_conversation_of_the_customers_page_has_no_scroll_bar_of_its_own(session, client, dewi):
    """There is no script that would show its end: the newest message stands on the page."""
    page = client.get(f"/ticket/{ensure_ticket_link(session, ticket_id=visitor(session).id).token}").text
    assert 'class="chat chat-plain"' in page
    styles = [ROOT / "app" / path.split("?")[0].lstrip("/") for path in re.findall(r'href="(/static/css/[^"]+)"', page)]
    assert any(".chat-plain { max-height: none; }" in one.read_text() for one in styles if one.exists())
