"""Somebody with an account of their own who wants more than it may."""

import re

import pytest

from app.models.accounts.user import Role, User
from tests.api.conftest import Program, key_of
from tests.factories import make_admin, make_company, make_cs, make_customer, make_sales, make_user
from tests.support.logins import log_in
from tests.support.people import submit
from tests.support.walking.posting import post

WISHES = {"role": "ADMIN", "status": "ACTIVE", "is_service": "1", "has_second_factor": "1", "must_change_password": "1",
          "email": "penyerang@contoh.id", "telegram_chat_id": "5", "phone_e164": "+628111111111"}  # fmt: skip
GOOD = "sawah hijau luas"
ACTION_WORDS = ("reset_password", "log_out_everywhere", "telegram", "reset_factors", "change_role", "deactivate")


@pytest.fixture(autouse=True)
def firm(session):
    return make_company(session)


def test_a_profile_takes_what_it_shows_and_nothing_else(client, session):
    sekar, agus = make_user(session, "Sekar", Role.MEMBER), make_customer(session)
    names = (
        "role",
        "status",
        "is_service",
        "has_second_factor",
        "email",
        "telegram_chat_id",
        "phone_e164",
        "customer_id",
    )
    before = [getattr(sekar, name) for name in names]
    log_in(client, sekar)
    sent = {"name": "Sekar Baru", "username": sekar.username, "locale": "id", "customer_id": agus.id, **WISHES}
    assert submit(client, "/profile", to="?save", **sent).status_code == 303
    session.refresh(sekar)
    assert sekar.name == "Sekar Baru"
    assert [getattr(sekar, name) for name in names] == before


def test_cs_cannot_take_over_whom_it_does_not_look_after(client, session):
    dewi, others = make_cs(session), (make_admin(session), make_sales(session))
    session.commit()
    log_in(client, dewi)
    machine = Program(client, key_of(session, dewi))
    for other in others:
        known = (other.username, other.role, other.password_hash)
        for action in ACTION_WORDS:
            sent = {"password": GOOD, "role": "TECHNICIAN"}
            assert post(client, f"/admin/users/{other.id}/{action}", sent).status_code in {302, 403, 404}
        post(
            client, f"/admin/users/edit/?id={other.id}", {"name": "X", "username": "direbut", "locale": "id", **WISHES}
        )
        assert machine.post(f"/users/{other.id}/reset_password", {"password": GOOD}).status_code in {403, 404}
        session.refresh(other)
        assert (other.username, other.role, other.password_hash) == known


def test_cs_makes_no_admin_by_page_or_program(client, session):
    dewi = make_cs(session)
    log_in(client, dewi)
    before = session.query(User).count()
    sent = {"name": "X", "username": "penyusup", "role": "ADMIN", "password": GOOD, "locale": "id"}
    post(client, "/admin/users/new/", sent)
    machine = Program(client, key_of(session, dewi))
    assert machine.post("/users", {**sent, "skill_ids": []}).status_code in {403, 422}
    assert machine.post(f"/users/{dewi.id}/change_role", {"role": "ADMIN"}).status_code in {403, 404}
    assert session.query(User).count() == before
    session.refresh(dewi)
    assert dewi.role == Role.CS


def test_the_key_of_somebody_elses_form_tells_and_does_nothing(app, session):
    """Two people, one idempotency key: each gets their own, and nobody the other's answer."""
    shown = []
    for person in (make_cs(session), make_cs(session, "Sinta")):
        client = app.test_client()
        log_in(client, person)
        sent = {"name": "x", "days": "30", "scopes": ["visits:read"], "idempotency_key": "k" * 32}
        shown += re.findall(r"sgp_[\w-]{30,}", post(client, "/account/tokens", sent).text)
    assert len(set(shown)) == 2
