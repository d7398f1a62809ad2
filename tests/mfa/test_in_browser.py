"""In Chromium: an authenticator app is set up and asked for, a passkey is made, logs in, and each challenge works once."""

import json
import re
from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD, make_company, make_cs
from tests.support.programs.browser import Complaints
from tests.support.programs.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def sign_in(page: Page, username: str) -> None:
    page.goto("/login")
    page.fill("[name=name]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def sign_out(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/login")


def test_codes_and_passkeys_log_in(site: Site, open_page: Callable[..., Page], complaints: Complaints) -> None:
    complaints.allow("422")
    site.start_web(1, host="localhost")
    with site.session() as session:
        make_company(session)
        username = make_cs(session).username
    page = open_page("phone")
    sign_in(page, username)
    expect(page).to_have_url(re.compile("/admin/"))

    page.goto("/account/two-factor")
    page.get_by_role("button", name="Pasang aplikasi autentikator").click()
    secret = "".join(page.locator("code").inner_text().split())
    totp = pyotp.TOTP(secret)
    page.fill("[name=code]", totp.now())
    page.get_by_role("button", name="Aktifkan").click()
    expect(page.locator(".code-list code")).to_have_count(10)
    codes = page.locator(".code-list code").all_inner_texts()

    sign_out(page)
    sign_in(page, username)
    expect(page.get_by_role("heading", name="Satu langkah lagi")).to_be_visible()
    page.fill("[name=code]", codes[0])
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page).to_have_url(re.compile("/admin/"))

    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "isUserVerified": True}})
    page.goto("/account/two-factor")
    page.get_by_label("Nama perangkat").fill("Ponsel Dewi")
    page.get_by_role("button", name="Tambah passkey").click()
    expect(page.get_by_text("Ponsel Dewi")).to_be_visible()

    sign_out(page)
    with page.expect_request("**/login/passkey") as sent:
        page.get_by_role("button", name="Masuk dengan passkey").click()
    expect(page).to_have_url(re.compile("/admin/"))

    answer = replay(page, json.loads(sent.value.post_data or "{}"))
    assert answer["status"] == 422, "a passkey's answer opened the door twice"


def test_a_first_passkey_gives_recovery_codes_and_the_second_step_offers_both(
    site: Site, open_page: Callable[..., Page], complaints: Complaints
) -> None:
    complaints.allow("422")
    site.start_web(1, host="localhost")
    with site.session() as session:
        make_company(session)
        username = make_cs(session).username
    page = open_page("phone")
    sign_in(page, username)
    expect(page).to_have_url(re.compile("/admin/"))
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": {**kind, "isUserVerified": True}})
    page.goto("/account/two-factor")
    page.get_by_label("Nama perangkat").fill("Ponsel Dewi")
    page.get_by_role("button", name="Tambah passkey").click()
    expect(page.locator(".code-list code")).to_have_count(10)
    codes = page.locator(".code-list code").all_inner_texts()
    page.goto("/account/two-factor")
    expect(page.locator(".code-list code")).to_have_count(0)  # shown once

    for way in ("code", "passkey"):
        sign_out(page)
        sign_in(page, username)
        expect(page.get_by_role("heading", name="Satu langkah lagi")).to_be_visible()
        expect(page.get_by_text("aplikasi autentikator")).to_have_count(0)  # they have none
        if way == "code":
            page.fill("[name=code]", codes[3])
            page.get_by_role("button", name="Masuk", exact=True).click()
        else:
            page.get_by_role("button", name=re.compile("passkey")).click()
        expect(page).to_have_url(re.compile("/admin/"))

    sign_out(page)
    sign_in(page, username)
    page.fill("[name=code]", codes[3])
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", name="Satu langkah lagi")).to_be_visible()  # a code works once


def replay(page: Page, body: Any) -> dict[str, Any]:
    """The very same answer once more, from the same browser."""
    sign_out(page)
    token = page.locator("[data-passkey-login]").get_attribute("data-token")
    answer = page.request.post(
        "/login/passkey", data=body, headers={"X-CSRFToken": token or "", "Accept": "application/json"}
    )
    return {"status": answer.status}
