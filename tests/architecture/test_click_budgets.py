"""How many clicks frequent tasks take, from the home page to the end; keys and typing are not counted. See docs/interface.md."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app.core.clock import utc_now
from app.core.db import transaction
from app.models.accounts.user import Role
from tests.architecture.served_demo import PHONE, open_as, served_at
from tests.factories import make_visit

__all__ = ["open_as", "served_at"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Hand:
    """Clicks of a person on a page, counted."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home, self.clicks = page, home, 0

    def click(self, what: str | Locator) -> None:
        (self.page.locator(what).first if isinstance(what, str) else what.first).click()
        self.clicks += 1

    def find(self, words: str) -> None:
        """Ctrl+K and some words: keys only."""
        self.page.keyboard.press("Control+k")
        self.page.keyboard.type(words)
        expect(self.page.locator("[data-find-results] a").first).to_be_visible()

    @contextmanager
    def within(self, budget: int) -> Iterator[None]:
        self.page.goto(self.home)
        self.clicks = 0
        yield
        assert self.clicks <= budget, f"{self.clicks} clicks, at most {budget}"


def test_cs_stays_within_the_budget_of_each_task(open_as: Callable[..., Page]) -> None:
    hand = Hand(open_as(Role.CS), "/admin/")
    page = hand.page
    with hand.within(0):  # who is late
        expect(page.locator("main")).to_contain_text("Teknisi belum datang")
        expect(page.locator("main")).to_contain_text("belum check-in")
    with hand.within(0):  # a customer by the last digits of the number
        page.goto("/admin/customers/")
        digits = page.locator(".model-list tbody tr").first.inner_text().split("+62")[1][:12].replace(" ", "")[-5:]
        page.goto("/admin/")
        hand.find(digits)
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/customers/details/**")
    with hand.within(0):  # a record by its number
        hand.find("TKT-2026-000240")
        page.keyboard.press("Enter")
        page.wait_for_url("**/admin/visits/details/**")
    with hand.within(6):  # a new visit for a known caller
        hand.find("Teti")
        hand.click(page.locator("[data-find-results] a", has_text="Buat kunjungan"))
        page.fill("[name=problem]", "AC bocor")
        hand.click("main form button[type=submit]:visible")
        page.wait_for_url("**/admin/visits/details/**")
    with hand.within(8):  # a new visit for a new caller, on one screen
        hand.click(".nav-link[href$='/admin/visits/']")
        hand.click("[data-main-action]")
        for name, said in (("new_name", "Bu Ratna"), ("new_phone", "081377001122"), ("new_street", "Jl. Mawar 3")):
            page.fill(f"[name={name}]", said)
        page.fill("[name=new_city]", "Bandung")
        page.fill("[name=problem]", "AC mati")
        hand.click("main form button[type=submit]:visible")
        page.wait_for_url("**/admin/visits/details/**")
    with hand.within(4):  # replace a technician who has not come
        hand.click(".nav-link[href$='/admin/board/']")
        hand.click(page.locator(".board-alerts a", has_text="Ganti TS"))
        hand.click("dialog[open] button[type=submit]:visible")
        expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_technician_stays_within_the_budget_of_each_task(lived_in: Flask, open_as: Callable[..., Page]) -> None:
    with lived_in.app_context(), transaction() as session:
        make_visit(session, planned_start=utc_now() + timedelta(days=20), number="TKT-2026-900001")
    hand = Hand(open_as(Role.TECHNICIAN), "/technician/")
    page = hand.page
    page.set_viewport_size(PHONE)
    with hand.within(0):  # what is next, where, and whom to call
        expect(page.locator("main a[href^='tel:']").first).to_be_visible()
        expect(page.locator("main a[href*='maps']").first).to_be_visible()
    with hand.within(1):  # open the job
        hand.click("main a[href*='/technician/visits/']")
        expect(page.locator("main")).to_contain_text("Foto pekerjaan")
    with hand.within(2):  # its documents
        hand.click("main a[href*='/technician/visits/']")
        expect(page.locator("main")).to_contain_text("Dokumen")
    with hand.within(2):  # take a job
        hand.click("a[href='/technician/pool']:visible")
        hand.click(page.locator("main button", has_text="Ambil Job"))
        expect(page.locator("body")).to_contain_text("Job")
    with hand.within(1):  # one's own ratings
        hand.click("a[href='/technician/ratings']")
        expect(page.locator("h1")).to_be_visible()
