"""The page of a call: looking changes nothing, pressing does."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from app.core.crypto.derived_secrets import MARK, derived
from app.http.pages.links.call_link import call_link
from app.jobs.outbox.relay import fan_out_and_send
from app.models.accounts.user import Role, UserStatus
from app.models.incidents.incident import Incident
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.models.on_call.schedule import OnCallLayer
from tests.factories import NOW, make_admin, make_company, make_user
from tests.support.logins import log_in
from tests.support.settings import SECRET
from workflows.accounts.users import log_out_everywhere
from workflows.incidents import acknowledge_incident, declare_incident, resolve_incident, watch_incident
from workflows.on_call import acknowledge_call


@pytest.fixture
def called(app: Flask, session):
    make_company(session)
    fajar = make_user(session, "Fajar", Role.DEVELOPER, telegram_chat_id=77)
    session.add(OnCallLayer(level=1, name="L1", people=[fajar.id], started_at=NOW, from_hour=0, until_hour=24))
    session.flush()
    incident = declare_incident(session, title="Pembayaran gagal", severity="SEV2", actor=None, now=NOW)
    session.commit()
    link, sealed = call_link(incident.id, fajar.id, fajar.links_version, NOW)
    return incident, fajar, link.replace(MARK, derived(SECRET, sealed))


def test_scanner_that_opens_the_link_acknowledges_nothing(client, session, called):
    incident, _fajar, path = called
    assert client.get(path).status_code == 200
    session.expire_all()
    assert session.get(Incident, incident.id).acknowledged_at is None


def test_tap_acknowledges_once(client, session, called):
    incident, _fajar, path = called
    page = client.get(path).get_data(as_text=True)
    fields = dict(re.findall(r'name="(csrf_token|idempotency_key)" value="([^"]+)"', page))
    assert client.post(path, data=fields).status_code == 303
    session.expire_all()
    assert session.get(Incident, incident.id).acknowledged_at is not None
    assert "Fajar" in client.get(path).get_data(as_text=True)


def test_the_link_ends_with_its_persons_account(client, session, called):
    _incident, fajar, path = called
    fajar.status = UserStatus.INACTIVE
    session.commit()
    assert client.get(path).status_code == 404


def test_the_link_ends_when_its_persons_ways_in_are_closed(client, session, called):
    _incident, fajar, path = called
    log_out_everywhere(session, user_id=fajar.id, actor=make_admin(session), now=NOW)
    session.commit()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("token", ["", "x", "WzEsMV0.x.y", "1-1-1-", "1-1-1-2000000000-" + "0" * 64])
def test_forged_link_is_not_found(client, called, token):
    assert client.get(f"/call/{token}").status_code == 404


def test_call_goes_out_with_a_button_and_the_link(app: Flask, session, called):
    incident, fajar, _path = called
    with app.app_context():
        fan_out_and_send()
    session.expire_all()
    delivery = session.scalars(
        select(Delivery).where(Delivery.kind == "incident.called", Delivery.channel == Channel.TELEGRAM)
    ).one()
    assert delivery.user_id == fajar.id
    assert delivery.payload["buttons"][0][0]["callback"] == f"incident_take:{incident.id}"
    assert "/call/" in delivery.body
    assert MARK in delivery.body, "no table holds the secret of the link"


@pytest.mark.parametrize("ending", [acknowledge_call, acknowledge_incident, resolve_incident])
def test_the_button_goes_when_the_call_is_answered_or_over_wherever_that_was(app: Flask, session, called, ending):
    incident, fajar, _path = called
    with app.app_context():
        fan_out_and_send()
        session.expire_all()
        call = session.scalars(
            select(Delivery).where(Delivery.kind == "incident.called", Delivery.channel == Channel.TELEGRAM)
        ).one()
        call.status, call.provider_id = DeliveryStatus.SENT, "4711"
        more = {"outcome": "Disk dibersihkan"} if ending is resolve_incident else {}
        ending(session, incident_id=incident.id, actor=fajar, now=NOW, **more)
        session.commit()
        fan_out_and_send()
    edit = session.scalars(select(Delivery).where(Delivery.kind == "telegram.decided")).one()
    assert (edit.payload["edit_message_id"], edit.payload.get("buttons")) == (4711, None)
    assert ("Diterima</b> · Fajar" in edit.body) == (ending is not resolve_incident)


@pytest.mark.parametrize(
    ("language", "follows"), [("en", "Level 2 is called at"), ("id", "Level 2 dipanggil pukul")], ids=["en", "id"]
)
def test_whoever_is_called_reads_what_follows_also_after_they_took_it(client, session, called, language, follows):
    incident, fajar, path = called
    fajar.locale = language
    session.commit()
    assert follows in client.get(path).get_data(as_text=True)
    acknowledge_call(session, incident_id=incident.id, actor=fajar, now=NOW)
    session.commit()
    page = client.get(path).get_data(as_text=True)
    assert follows in page
    assert f"/admin/incidents/details/?id={incident.id}" in page
    watch_incident(session, incident_id=incident.id, actor=fajar, now=NOW, note="Disetel ulang")
    session.commit()
    assert follows not in client.get(path).get_data(as_text=True)


def test_page_of_the_incident_and_the_home_say_who_has_it_and_what_follows(client, session, called):
    incident, fajar, _path = called
    acknowledge_call(session, incident_id=incident.id, actor=fajar, now=NOW)
    session.commit()
    log_in(client, fajar)
    page = client.get(f"/admin/incidents/details/?id={incident.id}").get_data(as_text=True)
    for words in ("Diterima oleh", "Panggilan berikutnya", "Level 2 dipanggil pukul"):
        assert words in page
    assert f"{incident.number} · Pembayaran gagal" in client.get("/admin/").get_data(as_text=True)
