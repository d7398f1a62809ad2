"""A second factor stands at every way in, not only at the page."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import derived_token
from app.models.accounts.sessions import PasswordReset, UserSession
from app.models.accounts.user import User
from tests.api.conftest import Program, key_of
from tests.factories import PASSWORD, make_admin, make_company, make_cs
from tests.mfa.test_codes import code_of, with_factor
from tests.support.logins import log_in
from tests.support.people import submit
from tests.support.settings import SECRET
from tests.support.walking.posting import post
from workflows.api_tokens import make_service_account


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def exchange(client, user, **more):
    return client.post("/api/v1/auth/token", json={"username": user.username, "password": PASSWORD, **more})


def test_a_password_alone_buys_no_key_where_a_second_factor_is_on(client, session, dewi):
    with_factor(session, dewi, utc_now() - timedelta(minutes=5))
    session.commit()
    for sent in ({}, {"otp": ""}, {"otp": "000000"}):
        refused = exchange(client, dewi, **sent)
        assert (refused.status_code, refused.json["code"]) == (401, "second_factor_required")
    assert session.scalar(select(func.count()).select_from(UserSession)) == 0
    assert session.scalars(select(User.wrong_codes)).one() == 3, "guesses stay counted"
    code = code_of(session, dewi, utc_now())
    assert exchange(client, dewi, otp=code).status_code == 200
    assert exchange(client, dewi, otp=code).status_code == 401, "a code is good once"
    assert session.scalars(select(UserSession)).one().how == "TWO_FACTOR"


def test_a_wrong_password_is_answered_alike_with_and_without_a_second_factor(client, session, dewi):
    with_factor(session, dewi, utc_now() - timedelta(minutes=5))
    session.commit()
    wrong = client.post("/api/v1/auth/token", json={"username": dewi.username, "password": "bukan ini sandinya"})
    assert wrong.json["code"] == "bad_credentials"


def test_a_recovery_code_buys_one_key(client, session, dewi):
    codes = with_factor(session, dewi, utc_now() - timedelta(minutes=5))
    session.commit()
    assert exchange(client, dewi, otp=codes[0]).status_code == 200
    assert exchange(client, dewi, otp=codes[0]).status_code == 401


def test_a_role_that_must_have_one_has_no_way_round_it_by_a_key(app_with, session):
    app, ani = app_with(two_factor_roles="admin, cs"), make_admin(session)
    make_company(session)
    machine = Program(app.test_client(), key_of(session, ani))
    assert machine.get("/customers").json["code"] == "second_factor_due"
    with_factor(session, ani)
    session.commit()
    assert machine.get("/customers").status_code == 200
    given = {"name": "Toko", "role": "CS", "scopes": ["customers:read"], "expires_at": utc_now() + timedelta(days=1)}
    made = make_service_account(session, actor=ani, now=utc_now(), **given)
    session.commit()
    assert Program(app.test_client(), made.secret).get("/customers").status_code == 200, "a program has no phone"


def test_a_half_open_login_lets_nobody_into_pages_verbs_or_the_api(client, session, dewi):
    with_factor(session, dewi, utc_now() - timedelta(minutes=5))
    session.commit()
    assert submit(client, "/login", name=dewi.username, password=PASSWORD).location == "/login/second"
    assert client.get("/admin/").status_code == 302
    assert client.get("/api/v1/customers").status_code == 401
    for path in ("/account/two-factor/off", "/account/passkeys/options", "/password", "/account/tokens"):
        assert post(client, path).status_code == 401


def test_a_half_begun_authenticator_is_shown_to_nobody_who_finds_the_screen_open(client, session, dewi):
    log_in(client, dewi)
    assert post(client, "/account/two-factor/begin").status_code == 303
    assert client.get("/account/two-factor/app").status_code == 200
    stale(session, dewi)
    assert client.get("/account/two-factor/app").status_code == 303
    asked = post(client, "/account/two-factor/app", {"code": code_of(session, dewi, utc_now())})
    assert 'name="proof_of_person"' in asked.text
    session.refresh(dewi)
    assert not dewi.has_second_factor


def stale(session, user):
    session.expire_all()
    for login in session.scalars(select(UserSession).where(UserSession.user_id == user.id)):
        login.fresh_at -= timedelta(hours=1)
    session.commit()


def test_a_new_password_by_message_does_not_pass_the_second_factor(client, session, dewi):
    with_factor(session, dewi, utc_now() - timedelta(minutes=5))
    session.commit()
    submit(client, "/forgot", name=dewi.email)
    nonce = session.scalars(select(PasswordReset.nonce)).one()
    fresh = "sawah hijau luas sekali"
    assert submit(client, f"/reset/{derived_token(SECRET, nonce)}", fresh=fresh, repeat=fresh).location == "/login"
    assert client.get("/admin/").status_code == 302
    assert submit(client, "/login", name=dewi.username, password=fresh).location == "/login/second"
