"""People in the panel and on their own page."""

import pytest
from flask import Flask

from app.http.security.rate_limits import init_limits, limit_failed_logins
from app.models.accounts.user import Leave, Role, User
from tests.factories import PASSWORD, make_admin, make_cs, make_technician
from tests.support.people import sign_in, submit


@pytest.fixture
def dewi(session, client):
    dewi = make_cs(session)
    sign_in(client, dewi)
    return dewi


def find(session, username):
    session.expire_all()
    return session.query(User).filter_by(username=username).one_or_none()


def test_cs_makes_a_technician_in_the_panel(session, client, dewi):
    answer = submit(
        client,
        "/admin/users/new/",
        name="Tono",
        username="tono",
        phone_e164="0812 7777 8888",
        password="awan di atas sawah",
    )
    assert answer.status_code == 302
    tono = find(session, "tono")
    assert tono.role == Role.TECHNICIAN
    assert tono.phone_e164 == "+6281277778888"
    assert tono.must_change_password


def test_cs_cannot_make_an_admin_by_typing_the_role(session, client, dewi):
    submit(client, "/admin/users/new/", name="X", username="xxx", role="ADMIN", password="awan di atas sawah")
    assert find(session, "xxx") is None


def test_a_taken_phone_is_said_at_its_field(session, client, dewi):
    sari = make_technician(session, "Sari")
    answer = submit(
        client,
        "/admin/users/new/",
        name="T",
        username="tono",
        phone_e164=sari.phone_e164,
        password="awan di atas sawah",
    )
    assert "sudah dipakai Sari" in answer.text


def test_cs_sees_technicians_and_nobody_else(session, client, dewi):
    ani, budi = make_admin(session, "Ani Rahasia"), make_technician(session, "Budi Teknisi")
    listed = client.get("/admin/users/").text
    assert "Budi Teknisi" in listed
    assert "Ani Rahasia" not in listed
    assert client.get(f"/admin/users/details/?id={ani.id}").status_code != 200
    assert client.get(f"/admin/users/details/?id={budi.id}").status_code == 200
    assert client.get(f"/admin/users/{ani.id}/reset_password").status_code == 404


def test_nobody_is_offered_moves_on_themselves(session, client):
    ani = make_admin(session)
    sign_in(client, ani)
    assert "data-move=" not in client.get(f"/admin/users/details/?id={ani.id}").text
    assert client.get(f"/admin/users/{ani.id}/change_role").status_code == 403


def test_leave_is_planned_and_cancelled(session, client, dewi):
    budi = make_technician(session)
    answer = submit(
        client, f"/admin/leaves/new/?user={budi.id}", first_date="2030-01-02", last_date="2030-01-03", reason="Mudik"
    )
    assert answer.status_code == 302
    leave = session.query(Leave).filter_by(user_id=budi.id).one()
    submit(client, f"/admin/leaves/details/?id={leave.id}", to="/cancel")
    assert session.query(Leave).filter_by(user_id=budi.id).one_or_none() is None


@pytest.mark.parametrize("path", ["/admin/users/", "/admin/leaves/", "/admin/skills/", "/admin/users/?search=bud"])
def test_lists_open(client, dewi, path):
    assert client.get(path).status_code == 200


def test_the_telegram_link_is_shown_once(session, app, client, dewi, monkeypatch):
    settings = app.config["SETTINGS"].model_copy(update={"telegram_bot_username": "sigap_bot"})
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    budi = make_technician(session)
    shown = submit(client, f"/admin/users/details/?id={budi.id}", to="/telegram")
    assert "https://t.me/sigap_bot?start=" in shown.text


def test_a_person_changes_name_and_language(session, client):
    budi = make_technician(session)
    sign_in(client, budi)
    assert submit(client, "/profile", to="?save", name="Budi S.", locale="en").status_code == 303
    assert find(session, budi.username).locale == "en"
    assert client.get("/profile").status_code == 200


def test_wrong_passwords_from_one_address_are_limited_but_good_ones_are_not_counted(session, client):
    budi = make_technician(session)
    for _ in range(3):
        assert submit(client, "/login", name=budi.username, password="salah salah salah").status_code == 422
    assert submit(client, "/login", name=budi.username, password=PASSWORD).status_code == 302


def test_nobody_is_kept_out_because_redis_is_away(app):
    bare = Flask("bare")
    try:
        init_limits(bare, "redis://127.0.0.1:1/0")
        bare.post("/login", endpoint="login")(limit_failed_logins(lambda: ("no", 422)))
        answers = [bare.test_client().post("/login").status_code for _ in range(151)]
    finally:
        init_limits(app, app.config["REDIS_URL"])
    assert answers[:150] == [422] * 150
    assert answers[150] == 429
