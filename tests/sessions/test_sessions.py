"""Log-ins kept on the server: ended there, bound to nothing a phone changes, worthless as a copy."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from app.core.identifiers import sha256
from app.models.accounts.sessions import UserSession
from tests.factories import PASSWORD, make_admin, make_cs, make_technician
from tests.support.logins import COOKIE, log_in
from tests.support.people import sign_in, submit
from tests.support.walking.posting import post
from workflows.accounts.users import change_role, deactivate_user, reset_password

NEW = "pohon mangga rindang"


@pytest.fixture
def budi(session):
    return make_technician(session)


def living(session, user):
    session.expire_all()
    theirs = select(UserSession).where(UserSession.user_id == user.id, UserSession.ended_at.is_(None))
    return session.scalars(theirs.order_by(UserSession.id)).all()


def is_in(client):
    return client.get("/password").status_code == 200


def with_cookie(app, token):
    """Another browser that holds a copy of the cookie."""
    thief = app.test_client()
    thief.set_cookie(COOKIE, token)
    return thief


def test_the_cookie_is_random_kept_as_a_hash_and_out_of_scripts_reach(client, session, budi):
    answer = submit(client, "/login", name=budi.username, password=PASSWORD)
    line = next(line for line in answer.headers.getlist("Set-Cookie") if line.startswith(f"{COOKIE}="))
    token = client.get_cookie(COOKIE).value
    assert len(token) >= 43  # 256 bits
    assert "HttpOnly" in line
    assert "SameSite=Lax" in line
    assert "Path=/" in line
    assert living(session, budi)[0].token_sha256 == sha256(token)


def test_by_https_the_cookie_bears_the_host_prefix_and_is_secure(app_with, session, budi):
    browser = app_with(public_url="https://sigap.contoh.id").test_client()
    page = {"base_url": "https://sigap.contoh.id"}
    form = browser.get("/login", **page).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    told = {"name": budi.username, "password": PASSWORD, "csrf_token": form}
    answer = browser.post("/login", data=told, headers={"Referer": "https://sigap.contoh.id/login"}, **page)
    named = [line for line in answer.headers.getlist("Set-Cookie") if line.startswith("__Host-sigap_login=")]
    assert len(named) == 1
    assert "Secure" in named[0]
    assert "Domain" not in named[0]


def test_a_copied_cookie_is_dead_after_logout(app, client, budi):
    thief = with_cookie(app, log_in(client, budi))
    assert is_in(thief)
    post(client, "/logout")
    assert not is_in(thief)
    assert not is_in(client)


def test_a_planted_cookie_becomes_nobodys_login(app, client, session, budi):
    client.set_cookie(COOKIE, "planted-by-somebody-else")
    submit(client, "/login", name=budi.username, password=PASSWORD)
    assert client.get_cookie(COOKIE).value != "planted-by-somebody-else"
    assert not is_in(with_cookie(app, "planted-by-somebody-else"))


def test_a_change_of_network_ends_nothing(client, budi):
    sign_in(client, budi)
    for address in ("203.0.113.7", "2001:db8::9"):
        assert client.get("/password", environ_base={"REMOTE_ADDR": address}).status_code == 200


@pytest.mark.parametrize("moved", ["last_seen_at", "expires_at"])
def test_an_idle_login_and_an_old_one_are_over(client, session, budi, moved):
    sign_in(client, budi)
    login = living(session, budi)[0]
    hours = {"last_seen_at": 9, "expires_at": 13}[moved]
    setattr(login, moved, getattr(login, moved) - timedelta(hours=hours))
    assert not is_in(client)


def test_use_is_written_down_at_most_once_a_minute(client, session, budi):
    sign_in(client, budi)
    login = living(session, budi)[0]
    before = login.last_seen_at
    client.get("/password")
    assert living(session, budi)[0].last_seen_at == before
    login.last_seen_at = datetime.now(UTC) - timedelta(minutes=5)
    client.get("/password")
    assert datetime.now(UTC) - living(session, budi)[0].last_seen_at < timedelta(minutes=1)


def test_a_request_costs_one_query_for_login_and_person(client, budi, connection):
    sign_in(client, budi)
    client.get("/password")
    statements = []

    event.listen(
        connection, "before_cursor_execute", lambda _c, _cursor, statement, *_rest: statements.append(statement)
    )
    client.get("/password")
    assert len([line for line in statements if "users" in line]) == 1


def test_a_changed_password_ends_the_others_and_renews_this_one(app, client, session, budi):
    old = log_in(client, budi)
    elsewhere = app.test_client()
    log_in(elsewhere, budi)
    submit(client, "/password", current=PASSWORD, fresh=NEW, repeat=NEW)
    assert is_in(client)
    assert not is_in(elsewhere)
    assert client.get_cookie(COOKIE).value != old
    assert not is_in(with_cookie(app, old))
    assert len(living(session, budi)) == 1


def test_a_new_role_a_new_password_and_the_end_of_an_account_end_every_login(client, session, budi):
    ani, now = make_admin(session), datetime.now(UTC)
    changes = (
        lambda: change_role(session, user_id=budi.id, actor=ani, now=now, role="CS"),
        lambda: reset_password(session, user_id=budi.id, actor=ani, now=now, password=NEW),
        lambda: deactivate_user(session, user_id=budi.id, actor=ani, now=now),
    )
    for change in changes:
        log_in(client, budi)
        assert client.get("/password").status_code == 200
        change()
        assert not is_in(client)


def test_a_form_of_another_login_is_refused(app, client, session, budi):
    sign_in(client, budi)
    page = client.get("/password").text
    form = page.partition('name="csrf_token" value="')[2].partition('"')[0]
    dewi = sign_in(app.test_client(), make_cs(session))
    assert dewi.post("/language", data={"csrf_token": form, "language": "en"}).status_code == 400
