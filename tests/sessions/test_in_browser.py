"""Log-in and the account page in Chromium."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from app.models.accounts.sessions import UserSession
from tests.factories import PASSWORD, make_company, make_technician

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NEW = "pohon mangga rindang"


def send(page):
    page.locator("main form [type=submit]").last.click()


def test_from_the_first_login_to_the_end_of_the_others(open_page, live_server, complaints):
    """First login with a forced change, a weak password refused, a second device, a fresh login, one ended session."""
    with live_server.session() as session:
        make_company(session)
        name = make_technician(session, must_change_password=True).username
    complaints.allow("422")
    phone, desk = open_page("phone"), open_page("desk")

    phone.goto("/login")
    phone.fill("[name=name]", name)
    phone.fill("[name=password]", PASSWORD)
    phone.get_by_role("button", name="Tampilkan kata sandi").click()
    expect(phone.locator("[name=password]")).to_have_attribute("type", "text")
    send(phone)
    phone.wait_for_url("**/password")
    for fresh in ("indonesia2026", NEW):
        phone.fill("[name=current]", PASSWORD)
        phone.fill("[name=fresh]", fresh)
        phone.fill("[name=repeat]", fresh)
        send(phone)
    phone.wait_for_url("**/technician/**")

    desk.goto("/login")
    desk.fill("[name=name]", name)
    desk.fill("[name=password]", NEW)
    send(desk)
    desk.wait_for_url("**/technician/**")

    phone.goto("/account")
    expect(phone.locator("[data-this-session]")).to_have_count(1)
    with live_server.session() as session:  # an hour goes by
        session.execute(update(UserSession).values(fresh_at=UserSession.fresh_at - timedelta(hours=1)))
    phone.get_by_role("button", name="Akhiri", exact=True).click()
    phone.fill("[name=proof_of_person]", NEW)
    phone.locator("[data-fresh-login] [type=submit]").click()
    phone.wait_for_url("**/account")
    expect(phone.get_by_text("Sesi diakhiri").first).to_be_visible()
    desk.goto("/account")
    assert "/login" in desk.url
