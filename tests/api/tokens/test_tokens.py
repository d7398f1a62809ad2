"""API tokens: what they permit, what they never permit, and when they end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid, NotAllowed, NotFound
from app.core.identifiers import sha256
from app.models.accounts.api_token import ApiToken
from app.models.accounts.user import Role, UserStatus
from tests.api.conftest import Program, key_of
from tests.factories import PASSWORD, make_admin, make_company, make_cs, make_technician, make_user
from tests.support.logins import log_in
from tests.support.people import submit
from workflows.accounts.users import change_password, check_login, deactivate_user, reset_password
from workflows.api_tokens import SERVICE_ROLES, make_service_account, make_token, revoke_token


def test_a_key_is_kept_as_its_hash_and_known_by_its_beginning(session):
    dewi = make_cs(session)
    secret = key_of(session, dewi)
    kept = session.scalars(select(ApiToken)).one()
    assert kept.token_sha256 == sha256(secret)
    assert secret.startswith(kept.prefix)
    assert secret not in str(vars(kept))


def test_a_key_of_all_scopes_opens_what_its_owner_may_open(session, program):
    assert program(make_cs(session)).get("/customers").status_code == 200


def test_a_key_without_the_scope_is_refused_and_told_which(session, program):
    answer = program(make_cs(session), ["visits:read"]).get("/customers")
    assert (answer.status_code, answer.json["code"]) == (403, "scope_missing")
    assert answer.json["facts"]["scope"] == "customers:read"


def test_a_scope_is_worth_nothing_without_the_role(session, program):
    """The owner was CS when the key was made and is not any more."""
    dewi = make_cs(session)
    machine = program(dewi)
    dewi.role = Role.PRODUCT
    session.flush()
    assert machine.get("/customers").json["code"] == "not_allowed"


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer x", "Basic abc", "Bearer sgp_" + "a" * 43, "Bearer \u00e9"])
def test_what_is_no_living_key_is_a_visitor(app, session, sent):
    answer = app.test_client().get("/api/v1/customers", headers={"Authorization": sent})
    assert (answer.status_code, answer.json["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_cookie_opens_nothing_here(client, session):
    make_company(session)
    log_in(client, make_admin(session))
    assert client.get("/api/v1/customers").status_code == 401


def test_a_revoked_key_is_dead_at_once(session, program):
    dewi = make_cs(session)
    machine = program(dewi)
    assert machine.get("/customers").status_code == 200
    token = session.scalars(select(ApiToken)).one()
    revoke_token(session, token_id=token.id, actor=dewi, now=utc_now())
    session.commit()
    assert machine.get("/customers").status_code == 401


def test_an_expired_key_is_dead(session, program):
    machine = program(make_cs(session))
    session.scalars(select(ApiToken)).one().expires_at = utc_now() - timedelta(seconds=1)
    session.flush()
    assert machine.get("/customers").status_code == 401


def test_the_key_of_an_inactive_owner_is_dead(session, program):
    dewi, ani = make_cs(session), make_admin(session)
    machine = program(dewi)
    deactivate_user(session, user_id=dewi.id, actor=ani, now=utc_now())
    session.commit()
    assert dewi.status == UserStatus.INACTIVE
    assert machine.get("/customers").status_code == 401


def test_an_owner_with_an_initial_password_must_change_it_first(session, program):
    dewi = make_cs(session)
    machine = program(dewi)
    dewi.must_change_password = True
    session.commit()
    assert machine.get("/customers").json["code"] == "password_change_due"


def test_a_password_given_by_an_admin_ends_the_tokens(session, program):
    dewi, ani = make_cs(session), make_admin(session)
    machine = program(dewi)
    reset_password(session, user_id=dewi.id, actor=ani, now=utc_now(), password="sawah hijau luas")
    session.commit()
    assert machine.get("/customers").status_code == 401


def test_nobody_makes_a_key_for_somebody_else_or_for_more_than_they_may(session):
    dewi, budi, now = make_cs(session), make_technician(session), utc_now()
    given = {"name": "x", "expires_at": now + timedelta(days=1), "now": now}
    with pytest.raises(NotAllowed):
        make_token(session, owner=budi, scopes=["visits:read"], actor=dewi, **given)
    with pytest.raises(Invalid):
        make_token(session, owner=budi, scopes=["invoices:approve"], actor=budi, **given)
    with pytest.raises(Invalid):
        make_token(session, owner=budi, scopes=["visits:read"], actor=budi, **given | {"expires_at": None})


def test_nobody_revokes_somebody_elses_key_but_an_admin(session):
    dewi, ani = make_cs(session), make_admin(session)
    key_of(session, dewi)
    token = session.scalars(select(ApiToken)).one()
    with pytest.raises(NotFound):
        revoke_token(session, token_id=token.id, actor=make_technician(session), now=utc_now())
    revoke_token(session, token_id=token.id, actor=ani, now=utc_now())


def test_use_is_noted_at_most_once_a_minute(session, program):
    machine = program(make_cs(session))
    machine.get("/customers")
    token = session.scalars(select(ApiToken)).one()
    first = token.last_used_at
    assert first is not None
    machine.get("/customers")
    assert session.scalars(select(ApiToken.last_used_at)).one() == first
    token.last_used_at = first - timedelta(minutes=2)
    session.flush()
    machine.get("/customers")
    assert session.scalars(select(ApiToken.last_used_at)).one() > first - timedelta(minutes=2)


# --- a password for a short key ---


def exchange(client, user, password=PASSWORD):
    return client.post("/api/v1/auth/token", json={"username": user.username, "password": password})


def test_a_password_is_exchanged_for_an_hour(client, session):
    make_company(session)
    answer = exchange(client, make_cs(session))
    assert answer.status_code == 200
    assert 3500 < answer.json["expires_in"] <= 3600
    assert Program(client, answer.json["access_token"]).get("/customers").status_code == 200
    assert "sgp_" not in str(session.scalars(select(ApiToken.name)).all())


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(client, session):
    wrong = exchange(client, make_cs(session), "bukan ini sandinya")
    unknown = client.post("/api/v1/auth/token", json={"username": "siapa", "password": "bukan ini sandinya"})
    assert (wrong.status_code, wrong.json) == (unknown.status_code, unknown.json)
    assert wrong.status_code == 401


def test_wrong_passwords_here_count_on_the_same_account_as_at_the_login_page(client, session):
    dewi = make_cs(session)
    for _ in range(10):
        assert exchange(client, dewi, "bukan ini sandinya").status_code == 401
    assert exchange(client, dewi).status_code == 401
    assert check_login(session, name=dewi.username, password=PASSWORD, now=utc_now()) is None


def test_a_changed_password_ends_the_sessions_keys_but_not_the_personal_ones(client, session, program):
    dewi = make_cs(session)
    personal = program(dewi)
    passing = Program(client, exchange(client, dewi).json["access_token"])
    change_password(session, user_id=dewi.id, current=PASSWORD, fresh="sawah hijau yang luas", now=utc_now())
    session.commit()
    assert passing.get("/customers").status_code == 401
    assert personal.get("/customers").status_code == 200


def test_an_initial_password_buys_no_key(client, session):
    answer = exchange(client, make_cs(session, must_change_password=True))
    assert (answer.status_code, answer.json["code"]) == (409, "not_available")


def test_an_initial_password_whose_week_is_over_says_so_to_whoever_knows_it(client, session):
    dewi = make_cs(session, must_change_password=True, initial_until=utc_now() - timedelta(seconds=1))
    answer = exchange(client, dewi)
    assert (answer.status_code, answer.json["code"]) == (403, "initial_password_over")
    page = submit(client, "/login", name=dewi.username, password=PASSWORD)
    assert (page.status_code, "sudah lewat 7 hari" in page.text) == (403, True)


# --- programs of other firms ---


def test_a_service_account_has_a_key_and_no_log_in(client, session):
    ani, now = make_admin(session), utc_now()
    made = make_service_account(
        session,
        name="Toko Daring",
        role=Role.CS,
        scopes=["visits:read"],
        expires_at=now + timedelta(days=30),
        actor=ani,
        now=now,
    )
    session.commit()
    machine = Program(client, made.secret)
    assert machine.get("/visits").status_code == 200
    assert machine.get("/customers").status_code == 403
    account = made.token.user
    assert account.is_service
    account.password_hash = make_cs(session).password_hash
    session.commit()
    assert exchange(client, account).status_code == 401
    assert check_login(session, name=account.username, password=PASSWORD, now=now) is None
    with pytest.raises(NotAllowed):
        reset_password(session, user_id=account.id, actor=ani, now=now, password="sawah hijau luas")


@pytest.mark.parametrize("role", [role for role in Role if role not in SERVICE_ROLES])
def test_no_service_account_is_an_admin_or_could_be_given_a_visit(session, role):
    now = utc_now()
    with pytest.raises(Invalid):
        make_service_account(
            session,
            name="x",
            role=role,
            scopes=["users:read"],
            expires_at=now + timedelta(days=1),
            actor=make_admin(session),
            now=now,
        )


def test_only_an_admin_makes_service_accounts(session):
    now = utc_now()
    with pytest.raises(NotAllowed):
        make_service_account(
            session,
            name="x",
            role=Role.CS,
            scopes=["users:read"],
            expires_at=now + timedelta(days=1),
            actor=make_user(session, "Dewi", Role.CS),
            now=now,
        )
