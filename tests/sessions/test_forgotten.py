"""A forgotten password: once, soon, for its owner, and nobody learns who has an account."""

import secrets
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.crypto.derived_secrets import MARK, derived_code, derived_token
from app.jobs.outbox.derived_secrets import opened
from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.outbox.sending.leased_delivery import LeasedDelivery
from app.models.accounts.sessions import PasswordReset, UserSession
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage
from tests.factories import NOW, PASSWORD, make_company, make_technician
from tests.support.logins import open_login
from tests.support.people import submit
from tests.support.settings import SECRET
from workflows.accounts.users import ask_reset, check_code, check_login

NEW = "pohon mangga rindang"


@pytest.fixture
def budi(session):
    make_company(session)
    return make_technician(session)


def asked(session):
    session.expire_all()
    return session.scalars(select(PasswordReset).order_by(PasswordReset.id.desc()).limit(1)).one()


def link(session):
    return f"/reset/{derived_token(SECRET, asked(session).nonce)}"


def choose(client, path):
    return submit(client, path, fresh=NEW, repeat=NEW)


def test_a_link_sets_a_new_password_once_and_ends_every_login(client, session, budi):
    open_login(session, budi)
    submit(client, "/forgot", name=budi.email)
    path = link(session)
    assert choose(client, path).location.endswith("/login")
    session.expire_all()
    assert check_login(session, name=budi.username, password=NEW, now=budi.updated_at) is budi
    alive = select(UserSession).where(UserSession.user_id == budi.id, UserSession.ended_at.is_(None))
    assert session.scalars(alive).all() == []
    assert client.get(path).status_code == 404
    kinds = session.scalars(select(OutboxMessage.kind)).all()
    assert "account.password_changed" in kinds


def test_a_weak_password_does_not_use_the_link_up(client, session, budi):
    submit(client, "/forgot", name=budi.email)
    path = link(session)
    assert submit(client, path, fresh="indonesia123", repeat="indonesia123").status_code == 422
    assert choose(client, path).status_code == 303


@pytest.mark.parametrize(("way", "minutes"), [("email", 31), ("phone_e164", 11)])
def test_it_is_good_for_a_short_while(client, session, budi, way, minutes):
    submit(client, "/forgot", name=getattr(budi, way))
    path = link(session)
    asked(session).expires_at -= timedelta(minutes=minutes)
    assert client.get(path).status_code == 404


def test_a_code_is_good_in_the_browser_that_asked_and_not_for_many_tries(app, client, session, budi):
    submit(client, "/forgot", name=budi.phone_e164)
    code = derived_code(SECRET, asked(session).nonce)
    assert len(code) == 8
    elsewhere = app.test_client()
    assert submit(elsewhere, "/forgot/code", code=code).status_code == 422
    led = submit(client, "/forgot/code", code=f"{code[:4]} {code[4:]}")
    assert choose(client, led.location).status_code == 303
    submit(client, "/forgot", name=budi.phone_e164)
    for _ in range(5):
        submit(client, "/forgot/code", code="00000000")
    assert submit(client, "/forgot/code", code=derived_code(SECRET, asked(session).nonce)).status_code == 422


@pytest.mark.parametrize("name", ["tidak@ada.id", "0812 0000 1111", "tidak.ada"])
def test_an_unknown_name_gets_the_same_answer_and_the_same_rows(client, session, budi, name):
    known = submit(client, "/forgot", name=budi.email)
    unknown = submit(client, "/forgot", name=name)
    assert (unknown.status_code, unknown.location) == (known.status_code, known.location)
    assert asked(session).user_id is None
    assert len(session.scalars(select(OutboxMessage)).all()) == 2
    assert client.get(link(session)).status_code == 404


def test_an_account_is_written_to_three_times_an_hour(client, session, budi):
    for _ in range(5):
        submit(client, "/forgot", name=budi.email)
    rows = session.scalars(select(PasswordReset.user_id).order_by(PasswordReset.id)).all()
    assert rows == [budi.id] * 3 + [None] * 2


def test_no_table_holds_the_secret_and_the_address_is_ours_whatever_the_host(app, client, session, budi):
    form = client.get("/forgot").text.partition('name="csrf_token" value="')[2].partition('"')[0]
    forged = {"Host": "jahat.example", "X-Forwarded-Host": "jahat.example"}
    client.post("/forgot", data={"name": budi.email, "csrf_token": form}, headers=forged)
    client.get("/forgot")
    submit(client, "/forgot", name=budi.email)
    secret = derived_token(SECRET, asked(session).nonce)
    with app.app_context():
        fan_out_due()
    session.expire_all()
    asked_of = select(Delivery).where(Delivery.kind == "account.reset_asked").order_by(Delivery.id)
    delivery = session.scalars(asked_of).all()[-1]
    assert secret not in f"{delivery.body}{delivery.payload}"
    assert MARK in delivery.body
    assert "jahat.example" not in delivery.body
    sent = []
    carry = opened(lambda leased: sent.append(leased) or "id", lambda: SECRET)
    facts = {
        "id": 1,
        "channel": Channel.EMAIL,
        "address": budi.email,
        "body": delivery.body,
        "payload": delivery.payload,
    }
    carry(LeasedDelivery(**facts, tries=1, created_at=delivery.created_at, hold_until=0.0))
    assert f"http://localhost/reset/{secret}" in sent[0].body
    assert "sealed" not in sent[0].payload


def test_in_production_a_foreign_host_is_refused(app_with, session):
    make_company(session)
    flask_app = app_with(
        mode="production",
        public_url="https://sigap.contoh.id",
        trusted_hosts="lama.contoh.id",
        password_work="full",
        secret_key=secrets.token_hex(20),
        embedded=False,
    )
    client = flask_app.test_client()
    for host, status in (("jahat.example", 400), ("sigap.contoh.id", 200), ("lama.contoh.id", 200)):
        assert client.get("/forgot", base_url=f"https://{host}").status_code == status, host


def test_the_old_password_works_until_the_new_one_is_chosen(client, session, budi):
    submit(client, "/forgot", name=budi.email)
    assert submit(client, "/login", name=budi.username, password=PASSWORD).status_code == 302


@pytest.mark.parametrize(("seconds", "is_good"), [(-1, True), (0, False), (1, False)])
def test_a_code_that_expires_now_is_over(session, budi, seconds, is_good):
    ask_reset(session, name=budi.phone_e164, browser="b", key=SECRET, now=NOW)
    reset = asked(session)
    at = reset.expires_at + timedelta(seconds=seconds)
    token = check_code(session, browser="b", code=derived_code(SECRET, reset.nonce), key=SECRET, now=at)
    assert token == (derived_token(SECRET, reset.nonce) if is_good else None)
