"""Any JSON sent to a page's endpoint is answered."""

import pytest
from sqlalchemy import select

from app.http.forms.json_body import MOST_BYTES
from app.models.chat.chat import ChatMessage
from tests.factories import make_admin, make_company
from tests.support.logins import log_in

BODIES = [b"[1]", b"1", b'"x"', b"null", b"[" * 100_000, b'{"credential": [1]}', b"\xff", b'{"name": NaN}', b"",
          b'{"credential": {"id": {"a": 1}, "response": 3}}', b'{"name": "\\ud800", "credential": 1}',
          b'{"credential": {"id": "\\u0000", "response": {"clientDataJSON": "eyJjaGFsbGVuZ2UiOiAieCJ9"}}}']  # fmt: skip


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_no_json_breaks_a_page(app, session, body):
    make_company(session)
    visitor, ani = app.test_client(), app.test_client()
    log_in(ani, make_admin(session))
    for client, path in ((visitor, "/login/passkey"), (visitor, "/login/clerk"), (ani, "/account/passkeys")):
        page = client.get("/login" if client is visitor else "/account/two-factor").text
        token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        sent = client.post(path, data=body, content_type="application/json", headers={"X-CSRFToken": token})
        assert sent.status_code == 422, path
        assert sent.mimetype == "application/json"


TOKEN = {"X-Chat-Token": "t" * 43}


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_no_json_breaks_a_chat(app, session, body):
    make_company(session)
    session.commit()
    for path in ("start", "messages", "typing", "leave"):
        sent = app.test_client().post(f"/chat/{path}", data=body, content_type="application/json", headers=TOKEN)
        assert 400 <= sent.status_code < 500, path


def test_a_chat_takes_half_a_character_and_keeps_the_rest(app, session):
    make_company(session)
    session.commit()
    said = b'{"client_id": "12345678", "name": "Mira\\ud800", "email": "mira@contoh.id", "text": "AC \\ud83d bocor"}'
    sent = app.test_client().post("/chat/start", data=said, content_type="application/json", headers=TOKEN)
    assert sent.status_code == 201, sent.text
    assert session.scalars(select(ChatMessage.text)).one() == "AC ? bocor"


def test_brackets_that_would_unfold_to_much_are_refused_by_their_length(app, session):
    make_company(session)
    ani = app.test_client()
    log_in(ani, make_admin(session))
    token = (
        ani.get("/account/two-factor").text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    )
    heap = b"[" + b"[]," * (MOST_BYTES // 3) + b"1]"
    for client, path in ((app.test_client(), "/chat/start"), (ani, "/account/passkeys"), (ani, "/login/passkey")):
        sent = client.post(path, data=heap, content_type="application/json", headers={"X-CSRFToken": token, **TOKEN})
        assert sent.status_code == 413, path
