"""The panel's pages as Chromium lays them out: the application answers in this process, with the demo's data."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import BrowserContext, Page, Route
from sqlalchemy import select

from app.models.accounts.user import Role, User, UserStatus
from tests.support.people import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BASE = "http://sigap.test"
LISTS = """() => [...document.querySelectorAll(".nav-link, .page-index a, .section-tabs a")]
  .map((link) => link.getAttribute("href")).filter((href) => href.startsWith("/admin/"))"""
LONG = """() => { for (const cell of document.querySelectorAll(".model-list td:not(.cell-fit, .cell-check, .cell-actions), .model-list td.cell-main > a"))
  if (!cell.querySelector(".badge")) (cell.querySelector("a") ?? cell).append(" Paguyuban Warga Perumahan Bumi Serpong Damai Sektor Dua Belas") }"""
TOO_WIDE = """() => { const wrap = document.querySelector(".table-wrap"), table = wrap?.querySelector("table");
  const page = document.documentElement;
  return [table && table.scrollWidth > wrap.clientWidth + 1, page.scrollWidth > page.clientWidth,
    [...document.querySelectorAll(".model-list tbody .cell-main, .model-list tbody .cell-state")].some((cell) =>
      cell.getBoundingClientRect().right > innerWidth)].map(Boolean) }"""


@pytest.fixture
def open_as(lived_in: Flask, new_context: Callable[..., BrowserContext], real_clock: None) -> Callable[..., Page]:
    """Return a function that opens a page for a role of the demo company: `open_as(Role.CS, width=360)`."""

    def open_one(role: Role, *, width: int = 1366, height: int = 768) -> Page:
        with lived_in.app_context():
            session = lived_in.extensions["sqlalchemy"].session
            person = session.scalars(
                select(User).where(User.role == role, User.status == UserStatus.ACTIVE).order_by(User.id).limit(1)
            ).one()
            session.remove()
        client = sign_in(lived_in.test_client(), person)
        page = new_context(base_url=BASE, viewport={"width": width, "height": height}, locale="id-ID").new_page()
        page.route("**/*", lambda route: _answer(client, route))
        return page

    return open_one


def _answer(client: FlaskClient, route: Route) -> None:
    parts = urlsplit(route.request.url)
    answer = client.open(
        f"{parts.path}?{parts.query}" if parts.query else parts.path,
        method=route.request.method,
        data=route.request.post_data_buffer,
        content_type=route.request.header_value("content-type"),
        follow_redirects=True,  # a redirect of a fulfilled request would leave the route
    )
    headers = {name: value for name, value in answer.headers.items() if name not in {"Set-Cookie", "Content-Length"}}
    route.fulfill(status=answer.status_code, headers=headers, body=answer.data)


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


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_list_is_wider_than_its_frame(open_as: Callable[..., Page], language: str) -> None:
    page = open_as(Role.ADMIN)
    page.goto("/admin/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f".language button[value={language}]").last.click()
    wide, lists = [], 0
    for address in walk(page):
        lists += page.locator(".model-list").count()
        for data in ("demo", "long"):
            if data == "long":
                page.evaluate(LONG)
            for width in (1280, 1366):
                page.set_viewport_size({"width": width, "height": 768})
                if any(found := page.evaluate(TOO_WIDE)):
                    wide.append((address, data, width, found))
    assert lists > 25
    assert not wide, f"(table wider than its frame, page wider than the window, number or state out of sight): {wide}"


def test_no_page_and_no_record_is_wider_than_a_phone(open_as: Callable[..., Page]) -> None:
    page = open_as(Role.ADMIN, width=360, height=740)
    wide: list[tuple[str, list[str]]] = []
    for address in walk(page):
        record = page.evaluate(FIRST_RECORD)
        for opened in (address, record):
            if opened is None:
                continue
            if opened == record:
                page.goto(opened)
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wide.append((opened, page.evaluate(SPILLS)))
    assert not wide, f"page, what spills over: {wide}"
