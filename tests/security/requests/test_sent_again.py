"""The same form sent again after “Back”: the same content has one effect, other content is refused and both are shown."""

from sqlalchemy import select

from app.models.idempotency import IdempotencyKey
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from tests.support.people import as_drawn
from tests.support.walking.html import parse


def form_of(client, path, to):
    page = parse(client.get(path).text)
    return as_drawn(next(form for form in page.iter("form") if to in (form.get("action") or path)))


def test_other_content_under_the_same_key_is_refused_and_both_are_shown(client, session):
    make_company(session)
    log_in(client, make_cs(session))
    sent = form_of(client, "/profile", "/profile?")
    first = {**sent, "name": "Dewi Lestari"}
    assert client.post("/profile", data=first).status_code == 303
    assert client.post("/profile", data=first).status_code == 303
    again = client.post("/profile", data={**sent, "name": "Dewi Anggraini"})
    assert again.status_code == 422
    assert "Dewi Lestari" in again.text
    assert "Dewi Anggraini" in again.text
    kept = session.scalars(select(IdempotencyKey.answer)).all()
    assert all("csrf" not in str(answer) for answer in kept)


def test_no_password_is_kept_with_a_key(client, session):
    make_company(session)
    sent = form_of(client, "/forgot", "/forgot")
    client.post("/forgot", data={**sent, "name": "dewi@contoh.id", "password": "sangat rahasia"})
    assert "sangat rahasia" not in str(session.scalars(select(IdempotencyKey.answer)).all())
