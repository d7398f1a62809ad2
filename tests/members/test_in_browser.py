"""One walk on a phone: sign up, the mail, the link, the profile, out again."""

import re
import time
from collections.abc import Callable

import pytest
from itsdangerous import URLSafeSerializer
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.models.accounts.user import User
from app.models.messaging.outbox import Delivery
from tests.documents.pictures import photo
from tests.factories import make_company
from tests.members.conftest import link_in
from tests.support.programs.live import Site
from tests.support.settings import SECRET

pytestmark = pytest.mark.browser


def fill_in(page: Page) -> None:
    page.goto("/login")
    page.get_by_role("main").get_by_role("link", name="Daftar").click()
    page.fill("[name=name]", "Wati Susanti")
    page.fill("[name=email]", "wati@contoh.id")
    page.fill("[name=password]", "jalan pagi ke pasar")
    page.fill("[name=repeat]", "jalan pagi ke pasar")
    stamp = URLSafeSerializer(SECRET, salt="form-opened").dumps(
        int(time.time()) - 60
    )  # as if a person had taken their time
    page.locator("[name=opened]").evaluate("(field, stamp) => { field.value = stamp }", stamp)
    page.get_by_role("main").get_by_role("button", name="Daftar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa e-mail Anda")


def test_from_a_visitor_to_a_member_and_out(live_server: Site, open_page: Callable[..., Page]) -> None:
    with live_server.session() as session:
        make_company(session)
    page = open_page("phone")
    fill_in(page)
    live_server.work_off("messages")
    with live_server.session() as session:
        link = link_in(session.scalars(select(Delivery)).one())
    page.goto(link)
    page.get_by_role("button", name="Aktifkan akun").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Halo, Wati Susanti")
    page.goto("/profile")
    page.fill("[name=username]", "wati.susanti")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator(".flashes")).to_contain_text("Profil tersimpan")
    page.set_input_files("[name=photo]", {"name": "saya.jpg", "mimeType": "image/jpeg", "buffer": photo((300, 200))})
    page.get_by_role("button", name="Simpan foto").click()
    expect(page.locator("header .user-photo")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("details.portal-account summary").click()
    page.get_by_role("button", name="Keluar").click()
    expect(page).to_have_url(re.compile("/login$"))
    with live_server.session() as session:
        assert session.scalars(select(User.username)).one() == "wati.susanti"
