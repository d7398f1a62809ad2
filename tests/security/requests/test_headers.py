"""What every answer carries, whoever asked, whatever came of it."""

import re
from typing import Any

import pytest

from tests.factories import PASSWORD, make_admin
from tests.support.logins import log_in

ANSWERS = ["/login", "/admin/visits/", "/nowhere", "/healthz", "/api/v1/customers", "/api/openapi.json", "/signup",
           "/forgot", "/feedback", "/static/css/base.css", "/notifications/sw.js", "/technician/sw.js", "/reset/nobody",
           "/technician/manifest.webmanifest"]  # fmt: skip
BY_HTTPS = "https://localhost"


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_has_the_headers_that_keep_a_browser_in_check(client, path):
    answer = client.get(path, base_url=BY_HTTPS)
    headers, policy = answer.headers, answer.headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    for directive in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert directive in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert not [name for name, _ in headers if name.startswith("Access-Control-")]
    assert "Server" not in headers
    kind = headers.get("Content-Type", "")
    assert not kind.startswith("text/") or "charset=utf-8" in kind.lower()


@pytest.mark.parametrize("path", ["/login", "/admin/visits/", "/account", "/api/v1/customers", "/readyz", "/nowhere"])
def test_no_page_is_kept_by_a_browser_or_a_proxy(client, session, path):
    log_in(client, make_admin(session))
    assert client.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND"])
@pytest.mark.parametrize("path", ["/login", "/admin/", "/api/v1/customers", "/static/css/base.css"])
def test_methods_nobody_needs_are_refused(client, method, path):
    assert client.open(path, method=method).status_code == 405


def test_a_foreign_origin_is_allowed_nothing(client):
    asked = {"Origin": "https://jahat.example", "Access-Control-Request-Method": "POST"}
    answer = client.open("/api/v1/customers", method="OPTIONS", headers=asked)
    assert not [name for name, _ in answer.headers if name.startswith("Access-Control-")]


def test_every_cookie_by_https_is_bound_to_this_host_and_out_of_scripts_reach(app_with, session):
    client = app_with(public_url="https://sigap.example").test_client()
    ani = make_admin(session)
    session.commit()
    sigap: Any = {"base_url": "https://sigap.example", "headers": {"Referer": "https://sigap.example/login"}}
    page = client.get("/login", **sigap)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
    sent = {"name": ani.username, "password": PASSWORD, "csrf_token": token}
    let_in = client.post("/login", data=sent, **sigap)
    seen = [*page.headers.getlist("Set-Cookie"), *let_in.headers.getlist("Set-Cookie")]
    assert {"sigap", "sigap_login"} <= {cookie.partition("=")[0].removeprefix("__Host-") for cookie in seen}
    for cookie in seen:
        assert cookie.startswith("__Host-"), cookie
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}, cookie
        assert "Domain=" not in cookie


def test_what_stands_between_pages_and_scripts_is_json_with_nothing_else_in_it(client, session):
    log_in(client, make_admin(session))
    answer = client.get("/notifications/bell")
    assert answer.mimetype == "application/json"
    assert set(answer.json) == {"count"}
