"""A code outside WhatsApp's window and without a template: the asker is told what to do, the staff see no secret."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import MARK
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.jobs.outbox.sending.retry_policy import send_delivery
from app.models.accounts.user import Role
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.presenters.messaging.deliveries import trouble, wa_me_link
from integrations.outcome import Refused
from tests.factories import PASSWORD, make_company, make_customer, make_user
from tests.members.conftest import code_in
from tests.support.people import sign_in, submit
from workflows.accounts.members import ask_claim_code
from workflows.conversations import InboundText, find_or_make_contact, handle_inbound
from workflows.outbox import StatusNews, note_status

WA_ID = "6281311112222"


@pytest.fixture(autouse=True)
def firm(session):
    return make_company(session)


@pytest.fixture
def agus(session):
    return make_customer(session, "Pak Agus", phone_e164=f"+{WA_ID}")


def writes(session, text, *, now=None):
    contact = find_or_make_contact(session, wa_id=WA_ID, bsuid=None, profile_name="Agus")
    handle_inbound(session, contact, InboundText(kind="text", text=text), now=now or utc_now())
    session.flush()
    return contact


def test_it_waits_with_a_reason_and_gives_the_staff_nothing_to_read_or_to_send(session, deliveries, agus):
    ask_claim_code(session, asked=agus.code, ticket="t" * 32, now=utc_now())
    (code,) = deliveries()
    assert (code.status, code.error_code) == (DeliveryStatus.PARKED, "code_waits")
    assert MARK in code.body
    assert code_in(code) not in code.body + str(code.payload)
    assert wa_me_link(code) is None
    assert "begitu orangnya menulis" in trouble(code)


def test_it_leaves_as_soon_as_the_owner_of_the_number_writes(session, deliveries, agus):
    ask_claim_code(session, asked=agus.code, ticket="t" * 32, now=utc_now())
    deliveries()
    writes(session, "KODE")
    (code,) = deliveries()
    assert (code.status, code.error_code) == (DeliveryStatus.QUEUED, "")


def test_who_writes_the_word_without_having_asked_is_told_where_to_ask(session, deliveries, agus):
    writes(session, "kode")
    (answer,) = deliveries()
    assert "Minta kode di halaman kami" in answer.body


@pytest.mark.parametrize(("minutes", "status"), [(9, DeliveryStatus.QUEUED), (11, DeliveryStatus.PARKED)])
def test_an_old_code_stays_where_it_is(session, deliveries, agus, minutes, status):
    ask_claim_code(session, asked=agus.code, ticket="t" * 32, now=utc_now())
    (code,) = deliveries()
    writes(session, "halo", now=code.created_at + timedelta(minutes=minutes))
    assert {delivery.status for delivery in deliveries() if delivery.kind == "member.code_asked"} == {status}


def test_another_persons_message_releases_nothing(session, deliveries, agus):
    ask_claim_code(session, asked=agus.code, ticket="t" * 32, now=utc_now())
    deliveries()
    visitor = find_or_make_contact(session, wa_id="6281399998888", bsuid=None)
    handle_inbound(session, visitor, InboundText(kind="text", text="KODE"), now=utc_now())
    code = session.scalars(select(Delivery).where(Delivery.kind == "member.code_asked")).one()
    assert code.status == DeliveryStatus.PARKED


def test_a_window_that_meta_finds_closed_does_not_hand_the_code_to_the_staff(session, deliveries, agus):
    writes(session, "halo")
    session.scalars(select(WhatsAppContact)).one().customer_id = agus.id
    ask_claim_code(session, asked=agus.code, ticket="t" * 32, now=utc_now())
    code = deliveries()[-1]
    assert code.status == DeliveryStatus.QUEUED

    def refuse(_delivery):
        raise Refused("131047", "Re-engagement message")

    leased = LeasedDelivery(code.id, Channel.WHATSAPP, code.address, code.body, code.payload, 1, code.created_at, 0.0)
    result = send_delivery(refuse, leased)
    assert (result.status, result.error_code) == (DeliveryStatus.PARKED, "code_waits")
    news = StatusNews(provider_id="wamid.X", status="failed", at=utc_now(), delivery_id=code.id, error_code="131047")
    note_status(session, news, now=utc_now())
    session.expire_all()
    assert (code.status, code.error_code) == (DeliveryStatus.PARKED, "code_waits")


@pytest.mark.parametrize("path", ["/signup/claim/code", "/forgot/code"])
@pytest.mark.parametrize(
    ("given", "template", "sentence"),
    [
        ({}, False, "sedang tidak dapat kami kirim"),
        ({"wa": True}, False, "Tulis dulu KODE ke WhatsApp kami"),
        ({"wa": True}, True, "Belum sampai?"),
    ],
)
def test_the_page_says_what_is_true_for_everybody_alike(app_with, session, path, given, template, sentence):
    connected = {"wa_token": "t", "wa_phone_number_id": "1", "wa_app_secret": "s", "wa_display_number": "62 811-1000"}
    client = app_with(**(connected if given else {})).test_client()
    if template:
        for kind in ("member.code_asked", "account.reset_asked"):
            session.add(WhatsAppTemplate(kind=kind, name="kode", body="{{1}}", variables="code"))
        session.commit()
    with client.session_transaction() as cookie:
        cookie["claim"] = "t" * 32
    page = client.get(path).text
    assert sentence in page
    assert ("https://wa.me/628111000?text=KODE" in page) == bool(given)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({}, "tidak dapat kami kirim"), ({"smtp_host": "localhost"}, "Kami mengirim tautan ke alamat")],
)
def test_no_page_says_that_a_link_was_sent_where_none_is(app_with, session, given, sentence):
    client = app_with(**given).test_client()
    member = make_user(session, "Pak Agus", Role.MEMBER)
    session.commit()
    sign_in(client, member)
    submit(client, "/profile", to="/email", email="baru@rumah.example", password=PASSWORD)
    assert sentence in client.get("/profile").text
    assert sentence in client.get("/subscribe/sent?by=email").text
