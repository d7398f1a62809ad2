"""A second factor by codes: set up, asked for at log-in, good once, limited in tries."""

import re
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.models.accounts.mfa import Authenticator, RecoveryCode
from app.models.accounts.sessions import UserSession
from app.models.accounts.user import Role, User
from tests.factories import NOW, PASSWORD, make_admin, make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.people import submit
from tests.support.settings import SECRET
from tests.support.walking.posting import post
from workflows.authentication.mfa import (
    check_code,
    confirm_authenticator,
    enrol_authenticator,
    reset_factors,
    totp_secret,
)

KEY = SECRET


def code_of(session: Session, user: User, at: Any = NOW) -> str:
    nonce = session.execute(select(Authenticator.nonce).where(Authenticator.user_id == user.id)).scalar_one()
    return pyotp.TOTP(totp_secret(KEY, nonce)).at(at)


def with_factor(session: Session, user: User, at: Any = NOW) -> list[str]:
    enrol_authenticator(session, user=user, now=at)
    return confirm_authenticator(session, user=user, code=code_of(session, user, at), key=KEY, now=at)


@pytest.fixture
def dewi(session: Session) -> User:
    make_company(session)
    return make_cs(session)


def sign_in(client: FlaskClient, user: User) -> Any:
    return submit(client, "/login", name=user.username, password=PASSWORD)


def test_a_wrong_code_turns_nothing_on(session: Session, dewi: User) -> None:
    enrol_authenticator(session, user=dewi, now=NOW)
    with pytest.raises(Invalid):
        confirm_authenticator(session, user=dewi, code="000000", key=KEY, now=NOW)
    session.refresh(dewi)
    assert not dewi.has_second_factor


def test_a_code_is_good_once(session: Session, dewi: User) -> None:
    with_factor(session, dewi)
    later = NOW + timedelta(minutes=2)
    code = code_of(session, dewi, later)
    assert check_code(session, user=dewi, code=code, key=KEY, now=later)
    assert not check_code(session, user=dewi, code=code, key=KEY, now=later)
    assert not check_code(session, user=dewi, code=code_of(session, dewi, NOW), key=KEY, now=later)


def test_a_recovery_code_is_good_once_and_lies_nowhere_in_plain(session: Session, dewi: User) -> None:
    codes = with_factor(session, dewi)
    assert len(set(codes)) == 10
    kept = set(session.scalars(select(RecoveryCode.code_sha256)))
    assert not kept & {code.replace("-", "") for code in codes}
    assert check_code(session, user=dewi, code=codes[3].upper(), key=KEY, now=NOW)
    assert not check_code(session, user=dewi, code=codes[3], key=KEY, now=NOW)
    assert not check_code(session, user=make_cs(session, "Sinta"), code=codes[4], key=KEY, now=NOW)


def test_guessing_ends_after_five_tries(session: Session, dewi: User) -> None:
    with_factor(session, dewi)
    later = NOW + timedelta(minutes=5)
    for _ in range(5):
        assert not check_code(session, user=dewi, code="123456", key=KEY, now=later)
    assert not check_code(session, user=dewi, code=code_of(session, dewi, later), key=KEY, now=later)
    after = later + timedelta(minutes=16)
    assert check_code(session, user=dewi, code=code_of(session, dewi, after), key=KEY, now=after)


def test_the_password_alone_is_not_enough(session: Session, client: FlaskClient, dewi: User) -> None:
    with_factor(session, dewi, utc_now() - timedelta(minutes=5))
    session.commit()
    asked = sign_in(client, dewi)
    assert asked.headers["Location"] == "/login/second"
    assert client.get("/admin/").status_code == 302
    assert session.execute(select(func.count()).select_from(UserSession)).scalar_one() == 0
    wrong = submit(client, "/login/second", code="000000")
    assert wrong.status_code == 422
    let_in = submit(client, "/login/second", code=code_of(session, dewi, utc_now()))
    assert let_in.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert session.scalars(select(UserSession)).one().how == "TWO_FACTOR"


def test_a_password_changed_meanwhile_ends_the_half_open_login(
    session: Session, client: FlaskClient, dewi: User
) -> None:
    with_factor(session, dewi, utc_now() - timedelta(minutes=5))
    session.commit()
    sign_in(client, dewi)
    dewi.password_hash += "x"
    session.commit()
    assert client.get("/login/second").headers["Location"] == "/login"


def test_nobody_reaches_the_second_step_without_the_first(client: FlaskClient, dewi: User) -> None:
    assert client.get("/login/second").headers["Location"] == "/login"
    assert post(client, "/login/second", {"code": "000000"}).headers["Location"] == "/login"


def test_a_role_that_must_have_one_sets_it_up_first(app_with: Any, session: Session) -> None:
    app: Flask = app_with(two_factor_roles="admin, manager")
    make_company(session)
    ani, client = make_admin(session), app.test_client()
    log_in(client, ani)
    assert client.get("/admin/").headers["Location"] == "/account/two-factor"
    assert "wajib" in client.get("/account/two-factor").get_data(as_text=True)
    with_factor(session, ani)
    session.commit()
    session.refresh(ani)
    assert client.get("/admin/").status_code == 200


def test_setting_up_shows_the_codes_once(session: Session, client: FlaskClient, dewi: User) -> None:
    log_in(client, dewi)
    submit(client, "/account/two-factor", to="/begin")
    page = client.get("/account/two-factor/app").get_data(as_text=True)
    assert "data:image/svg+xml" in page
    done = submit(client, "/account/two-factor/app", code=code_of(session, dewi, utc_now()))
    shown = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", done.get_data(as_text=True))
    assert len(shown) == 10
    assert client.get("/account/two-factor/app").status_code == 303
    kept = session.scalars(select(RecoveryCode).where(RecoveryCode.user_id == dewi.id)).all()
    assert len(kept) == 10


def test_an_admin_helps_whoever_lost_the_phone(session: Session, client: FlaskClient, dewi: User) -> None:
    with_factor(session, dewi)
    log_in(client, dewi)
    reset_factors(session, user_id=dewi.id, actor=make_admin(session), now=NOW)
    session.commit()
    session.refresh(dewi)
    assert not dewi.has_second_factor
    assert client.get("/admin/").status_code == 302
    assert sign_in(client, dewi).headers["Location"] == "/admin/"


def test_only_an_admin_may_take_factors_away(session: Session, dewi: User) -> None:
    from app.core.errors import NotAllowed  # noqa: PLC0415

    with pytest.raises(NotAllowed):
        reset_factors(session, user_id=dewi.id, actor=make_user(session, "Tono", Role.MANAGER), now=NOW)
