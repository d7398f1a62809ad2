"""The panel's pages as Chromium lays them out: the application answers in a thread of this process, with the demo's data."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from app.models.accounts.user import Role
from tests.architecture.pages.served_demo import DESK, PHONE, open_as, served_at

__all__ = ["open_as", "served_at"]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LISTS = """() => [...document.querySelectorAll(".nav-link, .page-index a, .section-tabs a")]
  .map((link) => link.getAttribute("href")).filter((href) => href.startsWith("/admin/"))"""
LONG = """() => { for (const cell of document.querySelectorAll(".model-list td:not(.cell-fit, .cell-check, .cell-actions, .cell-step), .model-list td.cell-main > a"))
  if (!cell.querySelector(".badge")) (cell.querySelector("a") ?? cell).append(" Paguyuban Warga Perumahan Bumi Serpong Damai Sektor Dua Belas") }"""
TOO_WIDE = """() => { const wrap = document.querySelector(".table-wrap"), table = wrap?.querySelector("table");
  const page = document.documentElement;
  return [table && table.scrollWidth > wrap.clientWidth + 1, page.scrollWidth > page.clientWidth,
    [...document.querySelectorAll(".model-list tbody .cell-main, .model-list tbody .cell-state")].some((cell) =>
      cell.getBoundingClientRect().right > innerWidth),
    [...document.querySelectorAll(".list-card > .toolbar, .kpi-period, .section-tabs")].some((line) => line.offsetHeight > 72)].map(Boolean) }"""


FIRST_RECORD = "() => document.querySelector('.model-list a[data-row-link]')?.getAttribute('href')"
SPILLS = """() => { const page = document.documentElement;
  return page.scrollWidth > page.clientWidth ? [...document.querySelectorAll("main *")].filter((one) =>
    one.getBoundingClientRect().right > page.clientWidth + 1 && getComputedStyle(one).position !== "fixed" &&
    !one.closest(".table-wrap, .table-scroll")).slice(-1).map((one) => one.className || one.tagName) : [] }"""


def walk(page: Page) -> Iterator[str]:
    """Open every first page of the panel that this reader's navigation leads to, one after another."""
    page.goto("/admin/pages/")
    waiting, seen = page.evaluate(LISTS), set[str]()
    while waiting:
        address = waiting.pop()
        if address not in seen:
            seen.add(address)
            page.goto(address)
            waiting += page.evaluate(LISTS)
            yield address


def too_wide_on_a_desk(page: Page) -> list[tuple[tuple[str, int], list[bool]]]:
    """With the demo's data and with long names, in the two widths that desks have."""
    found = []
    for data in ("demo", "long"):
        if data == "long":
            page.evaluate(LONG)
        for width in (1280, 1366):
            page.set_viewport_size({"width": width, "height": 768})
            if any(kinds := page.evaluate(TOO_WIDE)):
                found.append(((data, width), kinds))
    return found


def spilt_on_a_phone(page: Page) -> list[list[str]]:
    """What makes the page wider than a phone, if anything does."""
    page.set_viewport_size(PHONE)
    is_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [page.evaluate(SPILLS)] if is_wide else []


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.drill), "id"])
def test_no_page_is_wider_than_its_frame_on_a_desk_or_a_phone(open_as: Callable[..., Page], language: str) -> None:
    page = open_as(Role.ADMIN)
    page.goto("/admin/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f".language button[value={language}]").last.click()
    wide: list[tuple[str, object, object]] = []
    lists = 0
    for address in walk(page):
        lists += page.locator(".model-list").count()
        record = page.evaluate(FIRST_RECORD)
        if language == "id":
            wide += [(address, PHONE["width"], spilt) for spilt in spilt_on_a_phone(page)]
        wide += [(address, width, found) for width, found in too_wide_on_a_desk(page)]
        if language == "id" and record:
            page.goto(record)
            wide += [(record, PHONE["width"], spilt) for spilt in spilt_on_a_phone(page)]
            page.set_viewport_size(DESK)
    assert lists > 25
    assert not wide, (
        f"(table wider than its frame, page wider than the window, number or state out of sight, a toolbar or tabs of two lines): {wide}"
    )
