"""Any JSON sent to a page's endpoint is answered."""

import pytest

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
