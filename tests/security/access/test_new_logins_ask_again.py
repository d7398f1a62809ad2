"""A screen left open is no place to make oneself another way in: each asks for the password once more."""

import pytest
from sqlalchemy import func, select

from app.models.accounts.api_token import ApiToken
from app.models.accounts.user import TelegramLink, User
from app.models.messaging.outbox import OutboxMessage
from tests.factories import PASSWORD, make_admin, make_company, make_sales, make_technician
from tests.security.access.test_second_factor_everywhere import stale
from tests.support.logins import COOKIE, log_in
from tests.support.walking.posting import post

PROOF = 'name="proof_of_person"'


@pytest.fixture
def ani(client, session):
    """An admin whose screen was left open an hour ago."""
    make_company(session)
    ani = make_admin(session)
    log_in(client, ani)
    stale(session, ani)
    return ani


def count(session, model):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(model))


def test_a_key_for_programs(client, session, ani):
    sent = {"name": "x", "days": "30", "scopes": ["invoices:approve"]}
    asked = post(client, "/account/tokens", sent)
    assert PROOF in asked.text
    assert count(session, ApiToken) == 0
    assert post(client, "/account/tokens", {**sent, "proof_of_person": PASSWORD}).status_code == 200
    assert count(session, ApiToken) == 1


def test_an_account_for_a_program(client, session, ani):
    before = count(session, User)
    sent = {"name": "Toko", "role": "CS", "days": "30", "scopes": ["visits:read"]}
    assert PROOF in post(client, "/admin/tokens/new/", sent).text
    assert count(session, User) == before


def test_a_telegram_that_could_approve(app_with, session):
    client, rina = app_with(telegram_bot_username="sigap_bot").test_client(), make_sales(session)
    make_company(session)
    log_in(client, rina)
    stale(session, rina)
    assert PROOF in post(client, "/profile/telegram").text
    assert count(session, TelegramLink) == 0


def test_somebody_elses_telegram_account_password_role_or_factors(client, session, ani):
    rina = make_sales(session)
    session.commit()
    for page in (
        f"{rina.id}/telegram",
        f"{rina.id}/reset_password",
        f"{rina.id}/change_role",
        f"{rina.id}/reset_factors",
    ):
        assert PROOF in post(client, f"/admin/users/{page}", {"password": "sawah hijau luas", "role": "ADMIN"}).text
    session.refresh(rina)
    assert (rina.role, rina.must_change_password) == ("SALES", False)
    assert count(session, TelegramLink) == 0


def test_a_new_account_and_an_address_that_a_password_could_be_reset_by(client, session, ani):
    rina = make_sales(session)
    session.commit()
    sent = {"name": "Rina", "username": "rina.x", "email": "penyerang@contoh.id", "role": "ADMIN", "locale": "id"}
    before = count(session, User)
    assert PROOF in post(client, f"/admin/users/edit/?id={rina.id}", sent).text
    assert PROOF in post(client, "/admin/users/new/", {**sent, "password": "sawah hijau luas"}).text
    session.refresh(rina)
    assert (rina.username, count(session, User)) != ("rina.x", before + 1)
    assert rina.email != "penyerang@contoh.id"


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/password", {"fresh": "sawah hijau luas sekali", "repeat": "sawah hijau luas sekali"}),
        ("/profile/email", {"email": "penyerang@contoh.id"}),
    ],
)
def test_guessing_the_password_from_inside_counts_like_guessing_at_login(client, session, path, sent):
    field = "current" if path == "/password" else "password"
    make_company(session)
    budi = make_technician(session)
    log_in(client, budi)
    for _ in range(10):
        assert post(client, path, {**sent, field: "bukan ini sandinya"}).status_code == 422
    assert post(client, path, {**sent, field: PASSWORD}).status_code == 422
    session.refresh(budi)
    assert budi.locked_until is not None
    assert count(session, OutboxMessage) == 1, "the owner is told of the wait, and nothing else goes out"


def test_the_right_password_still_changes_it_and_ends_the_copied_cookie(app, client, session):
    make_company(session)
    budi = make_technician(session)
    copied = log_in(client, budi)
    fresh = "sawah hijau luas sekali"
    assert post(client, "/password", {"current": PASSWORD, "fresh": fresh, "repeat": fresh}).status_code == 302
    thief = app.test_client()
    thief.set_cookie(COOKIE, copied)
    assert thief.get("/technician/").status_code == 302
    assert client.get("/technician/").status_code == 200
