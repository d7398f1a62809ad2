"""Frequent tasks in Chromium, from the home page to the end: clicks, and seconds as the keystroke-level model counts them.

docs/interface.md has the budget of each task and what is measured here; this test holds one to the other. Seconds do not
depend on the machine: 1.1 to point and 0.2 to press for each click or tap, 0.28 for each key, 1.35 to decide before each
click and each text (Card, Moran and Newell, 1980).
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Locator, Page, expect

from app.core.clock import utc_now
from app.core.db import transaction
from app.models.accounts.user import Role
from tests.architecture.pages.served_demo import PHONE, open_as, served_at
from tests.factories import make_assignment, make_technician, make_visit
from workflows.fieldwork import raise_no_show_alerts

__all__ = ["open_as", "served_at"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GUIDE = Path(__file__).parents[3] / "docs" / "interface.md"
CLICK, KEY, DECISION = 1.3, 0.28, 1.35


class Hand:
    """What a person does on a page, counted; `done`: clicks and seconds of each task."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.clicks = self.keys = self.texts = 0
        self.done: dict[str, tuple[int, int]] = {}

    def click(self, what: str | Locator) -> None:
        (self.page.locator(what).first if isinstance(what, str) else what.first).click()
        self.clicks += 1

    def choose(self, what: str, place: int) -> None:
        self.page.locator(what).first.select_option(index=place)
        self.clicks += 1

    def type(self, words: str, into: str = "") -> None:
        if into:
            self.page.fill(into, words)
        else:
            self.page.keyboard.type(words)
        self.keys, self.texts = self.keys + len(words), self.texts + 1

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.keys += 1

    def find(self, words: str) -> None:
        self.press("Control+k")
        self.type(words)
        expect(self.page.locator("[data-find-results] a").first).to_be_visible()

    @contextmanager
    def task(self, name: str) -> Iterator[None]:
        self.page.goto(self.home)
        self.clicks = self.keys = self.texts = 0
        yield
        seconds = CLICK * self.clicks + KEY * self.keys + DECISION * (self.clicks + self.texts)
        self.done[name] = (self.clicks, round(seconds))


def written(heading: str) -> dict[str, tuple[int, tuple[int, int]]]:
    """Of a table of the guide: task to its budget of clicks, and clicks and seconds now."""
    lines = GUIDE.read_text().split(f"| {heading} |")[1].split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {
        name: (int(budget), (int(clicks), int(re.sub(r"\D", "", seconds))))
        for name, _before, _seconds, budget, clicks, seconds, *_how in cells
    }


def hold(hand: Hand, heading: str) -> None:
    said = written(heading)
    assert {name: now for name, (_budget, now) in said.items()} == hand.done
    over = {name for name, (budget, now) in said.items() if now[0] > budget}
    assert not over


def test_cs_stays_within_the_budget_of_each_task(lived_in: Flask, open_as: Callable[..., Page]) -> None:
    now = utc_now()
    with lived_in.app_context(), transaction() as session:
        late = make_visit(session, quota=1, planned_start=now - timedelta(hours=1))
        make_assignment(session, late, make_technician(session, "Ujang"), claimed_at=now - timedelta(hours=2))
        raise_no_show_alerts(session, now=now)
    hand = Hand(open_as(Role.CS), "/admin/")
    page = hand.page
    with hand.task("who is late"):
        expect(page.locator("main")).to_contain_text("Teknisi belum datang")
        expect(page.locator("main")).to_contain_text("belum check-in")
    page.goto("/admin/customers/")
    digits = page.locator(".model-list tbody tr").first.inner_text().split("+62")[1][:12].replace(" ", "")[-5:]
    with hand.task("find a customer by the last digits"):
        hand.find(digits)
        hand.press("Enter")
        page.wait_for_url("**/admin/customers/details/**")
    with hand.task("open a record by its number"):
        hand.find("TKT-2026-000240")
        hand.press("Enter")
        page.wait_for_url("**/admin/visits/details/**")
    with hand.task("new visit for a known caller"):
        hand.find("Teti")
        hand.click(page.locator("[data-find-results] a", has_text="Buat kunjungan"))
        hand.type("AC bocor", "[name=problem]")
        hand.click("main form button[type=submit]:visible")
        page.wait_for_url("**/admin/visits/details/**")
    with hand.task("new visit for a new caller, one screen"):
        hand.click(".nav-link[href$='/admin/visits/']")
        hand.click("[data-main-action]")
        for name, said in (
            ("new_name", "Bu Ratna"),
            ("new_phone", f"0813{now:%d%H%M%S}"),
            ("new_street", "Jl. Mawar 3"),
        ):
            hand.type(said, f"[name={name}]")
        hand.type("Bandung", "[name=new_city]")
        hand.type("AC mati", "[name=problem]")
        hand.click("main form button[type=submit]:visible")
        page.wait_for_url("**/admin/visits/details/**")
    with hand.task("replace a technician who has not come"):
        hand.click(".nav-link[href$='/admin/board/']")
        hand.click(page.locator(".board-alerts a", has_text="Ganti TS"))
        hand.click("dialog[open] button[type=submit]:visible")
        expect(page.locator("dialog[open]")).to_have_count(0)
    with hand.task("verify a proof of payment"):
        hand.click("main a[href*='/admin/payments/']")
        hand.click(".cell-step a")
        expect(page.locator("dialog[open] [name=amount_idr]")).not_to_have_value("")
        hand.click("dialog[open] button[type=submit].button-primary")
        page.wait_for_url("**/admin/payments/?**")
        expect(page.locator(".toast")).to_contain_text("Diterima")
    with hand.task("narrow a list by one filter"):
        hand.click(".nav-link[href$='/admin/visits/']")
        hand.choose(".toolbar select", 1)
        page.wait_for_url("**flt*")
    hold(hand, "task of CS")


def test_a_technician_stays_within_the_budget_of_each_task(lived_in: Flask, open_as: Callable[..., Page]) -> None:
    with lived_in.app_context(), transaction() as session:
        make_visit(session, planned_start=utc_now() + timedelta(days=20), number="TKT-2026-900001")
    hand = Hand(open_as(Role.TECHNICIAN), "/technician/")
    page = hand.page
    page.set_viewport_size(PHONE)
    with hand.task("what is next, where, whom to call"):
        expect(page.locator("main a[href^='tel:']").first).to_be_visible()
        expect(page.locator("main a[href*='maps']").first).to_be_visible()
    with hand.task("open the job"):
        hand.click("main a[href*='/technician/visits/']")
        expect(page.locator("main")).to_contain_text("Foto pekerjaan")
    with hand.task("read its documents"):
        hand.click("main a[href*='/technician/visits/']")
        expect(page.locator("main")).to_contain_text("Dokumen")
    with hand.task("take a job from the pool"):
        hand.click("a[href='/technician/pool']:visible")
        hand.click(page.locator("main button", has_text="Ambil Job"))
        expect(page.locator("body")).to_contain_text("Job")
    with hand.task("one's own ratings"):
        hand.click("a[href='/technician/ratings']")
        expect(page.locator("h1")).to_be_visible()
    hold(hand, "task of a technician")
