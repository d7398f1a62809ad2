"""One's own account: where one is logged in, and recent security events."""

import re

import pytest

from app.http.auth import access
from app.http.security.rate_limits import limiter
from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from tests.factories import PASSWORD, make_admin, make_company, make_cs, make_technician, make_user
from tests.sessions.test_sessions import is_in, living
from tests.support.logins import log_in
from tests.support.people import sign_in, submit
from tests.support.walking.posting import post


@pytest.fixture
def budi(session):
    return make_technician(session)


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_the_page(client, session, role):
    sign_in(client, make_user(session, "Tono", role))
    assert client.get("/account").status_code == 200


def test_one_session_is_ended_and_it_is_not_this_one(app, client, session, budi):
    elsewhere = app.test_client()
    log_in(elsewhere, budi)
    log_in(client, budi)
    page = client.get("/account").text
    assert page.count("data-this-session") == 1
    assert len(re.findall(r"/account/sessions/\d+/end", page)) == 1
    submit(client, "/account", to="/end")
    assert is_in(client)
    assert not is_in(elsewhere)


def test_all_others_are_ended_at_once(app, client, session, budi):
    others = [app.test_client() for _ in range(3)]
    for browser in (*others, client):
        log_in(browser, budi)
    submit(client, "/account", to="/end-others")
    assert [is_in(browser) for browser in (*others, client)] == [False, False, False, True]


def test_nobody_ends_the_session_of_somebody_else(app, client, session, budi):
    dewi = sign_in(app.test_client(), make_cs(session))
    log_in(client, budi)
    post(dewi, f"/account/sessions/{living(session, budi)[0].id}/end")
    assert is_in(client)


def test_log_ins_and_refusals_are_listed(client, session, budi):
    submit(client, "/login", name=budi.username, password="salah salah salah")
    submit(client, "/login", name=budi.username, password=PASSWORD)
    page = client.get("/account").text
    assert "Gagal masuk: kata sandi salah" in page
    assert "127.0.0.1" in page


def test_the_desk_logs_somebody_out_everywhere(app, client, session, budi):
    log_in(client, budi)
    dewi = sign_in(app.test_client(), make_cs(session))
    submit(dewi, f"/admin/users/details/?id={budi.id}", to="/log_out_everywhere")
    assert not is_in(client)


def test_refusals_are_in_the_log_without_filling_it(client, session, budi):
    sign_in(client, budi)
    for _ in range(12):
        assert client.get("/admin/audit/").status_code == 403
    session.expire_all()
    rows = session.query(AuditEntry).where(AuditEntry.action == "entry_refused").order_by(AuditEntry.id).all()
    assert [(row.changes["times"], row.actor_id) for row in rows] == [(1, budi.id), (10, budi.id)]
    assert rows[0].changes["where"] == "GET /admin/audit/"


def refused(session):
    session.expire_all()
    rows = session.query(AuditEntry).where(AuditEntry.action == "entry_refused").order_by(AuditEntry.id).all()
    return [(row.changes["status"], row.changes["where"], row.changes["times"]) for row in rows]


def test_a_stale_form_and_too_many_requests_are_in_the_log(client, session, budi, monkeypatch):
    sign_in(client, budi)
    limiter.reset()
    assert client.post("/language").status_code == 400
    monkeypatch.setattr(access, "POSTS_OF_A_LINK", 0)
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    assert [client.post("/rating/unknown").status_code for _ in range(11)] == [429] * 11
    assert refused(session) == [
        (400, "POST /language", 1),
        (429, "POST /rating/<token>", 1),
        (429, "POST /rating/<token>", 10),
    ]


def test_who_was_refused_where_one_may_stay_unnamed_is_written_down_nowhere(client, session, monkeypatch):
    make_company(session)
    assert client.post("/feedback/status").status_code == 400
    monkeypatch.setattr(access, "POSTS_OF_A_LINK", 0)
    monkeypatch.setitem(client.application.config, "WTF_CSRF_ENABLED", False)
    assert client.post("/feedback/rate/unknown").status_code == 429
    assert refused(session) == []


def test_a_refused_request_leaves_nothing_behind(client, session, budi):
    sign_in(client, budi)
    before = budi.name
    client.post("/admin/users/new/", data={"name": "X"})
    session.expire_all()
    assert budi.name == before


def test_the_matrix_is_what_the_screens_say(client, session):
    sign_in(client, make_admin(session))
    transitions = client.get("/admin/permissions/").text
    assert "invoice.approve" in transitions
    narrowed = client.get("/admin/permissions/?kind=move&role=TECHNICIAN&q=invoice").text
    assert "invoice.approve" not in narrowed
    for kind in ("panel", "page", "api", "public", ""):
        assert client.get(f"/admin/permissions/?kind={kind}").status_code == 200
    assert client.get("/admin/permissions/?kind=panel&q=audit").text.count("<code>") >= 1


def test_the_matrix_is_the_admins(client, session):
    sign_in(client, make_cs(session))
    assert client.get("/admin/permissions/").status_code == 403
