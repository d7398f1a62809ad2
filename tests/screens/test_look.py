"""The pages in a real browser: accessible in both themes, no wider than the screen, usable by keyboard."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.core.clock import utc_now
from tests.factories import PASSWORD, make_company, make_cs, make_customer, make_site, make_visit
from tests.support.programs.live import Site
from tests.support_desk.desk import make_ticket

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FIND = """axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => violations
  .filter(({impact}) => ["serious", "critical"].includes(impact))
  .map(({id, nodes}) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`))"""

pytestmark = pytest.mark.browser


def violations(page: Page) -> list[str]:
    """What axe-core finds; evaluated in the page, so the strict policy stays in force."""
    return page.evaluate(f"{AXE.read_text()};{FIND}")


def check(page: Page, address: str) -> None:
    page.goto(address)
    assert violations(page) == [], address
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address


def log_in(page: Page, name: str) -> None:
    page.goto("/login")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.locator("main [type=submit]").click()
    page.wait_for_url("**/admin/")


@pytest.fixture
def desk(live_server: Site) -> dict[str, Any]:
    with live_server.session() as session:
        make_company(session)
        dewi = make_cs(session)
        site = make_site(session, customer := make_customer(session))
        visit = make_visit(session, customer=customer, site=site)
        ticket = make_ticket(session, at=utc_now(), customer=customer, actor=dewi)
        return {"name": dewi.username, "visit": visit.id, "ticket": ticket.id}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("held", ["desk", "phone"])
def test_pages_are_accessible(open_page: Callable[..., Page], desk: dict[str, Any], held: str, scheme: str) -> None:
    page = open_page(held, color_scheme=scheme)
    check(page, "/login")
    log_in(page, desk["name"])
    for address in ("/admin/", "/admin/visits/", f"/admin/visits/details/?id={desk['visit']}"):
        check(page, address)


def test_the_theme_chosen_by_hand_beats_the_system_and_stays(open_page: Callable[..., Page]) -> None:
    page = open_page("desk", color_scheme="light")
    page.goto("/login")
    page.locator("[data-theme-toggle]").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_words_typed_in_a_dialog_are_there_again_after_escape(page: Page, desk: dict[str, Any]) -> None:
    log_in(page, desk["name"])
    page.goto(f"/admin/visits/details/?id={desk['visit']}")
    page.evaluate("document.querySelectorAll('.page-actions details').forEach((menu) => { menu.open = true })")
    opener = page.locator("[data-move=cancel]")
    opener.click()
    page.locator("dialog[open] textarea, dialog[open] input[type=text]").first.fill("Pelanggan pindah rumah")
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    page.evaluate("document.querySelectorAll('.page-actions details').forEach((menu) => { menu.open = true })")
    opener.click()
    kept = page.locator("dialog[open] textarea, dialog[open] input[type=text]").first
    expect(kept).to_have_value("Pelanggan pindah rumah")


def test_a_move_that_is_confirmed_can_be_left_with_escape(page: Page, desk: dict[str, Any]) -> None:
    log_in(page, desk["name"])
    page.goto("/admin/visits/")
    page.locator("[data-bulk-row]").first.check()
    page.locator("[data-admin-action]").first.click()
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.url.endswith("/admin/visits/")


def test_the_drawer_of_the_panel_opens_and_closes_by_keyboard(phone: Page, desk: dict[str, Any]) -> None:
    log_in(phone, desk["name"])
    phone.locator("[data-drawer-open]").press("Enter")
    phone.locator(".panel-nav.is-open").wait_for()
    phone.keyboard.press("Escape")
    phone.locator(".nav-scrim").wait_for(state="detached")
    assert phone.evaluate("document.activeElement.hasAttribute('data-drawer-open')")


def test_single_keys_choose_rows_and_start_steps_until_switched_off(page: Page, desk: dict[str, Any]) -> None:
    log_in(page, desk["name"])
    page.goto("/admin/visits/")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-row]").first).to_be_checked()
    page.goto(f"/admin/support/details/?id={desk['ticket']}")
    page.keyboard.press("i")
    expect(page.locator("#composer-note-text")).to_be_focused()
    page.locator("[data-setting=keys]").evaluate("(button) => button.click()")
    page.reload()
    page.keyboard.press("?")
    page.keyboard.press("i")
    expect(page.locator("#composer-note-text")).not_to_be_focused()
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_chart_is_read_by_arrow_keys(page: Page, desk: dict[str, Any]) -> None:
    log_in(page, desk["name"])
    page.goto("/admin/support_report/")
    chart = page.locator("[data-chart]").first
    day = chart.locator(".u-legend .u-value").first
    chart.focus()
    newest = day.inner_text()
    assert newest != "–"
    page.keyboard.press("ArrowLeft")
    before = day.inner_text()
    assert before not in {newest, "–"}
    page.keyboard.press("Home")
    assert day.inner_text() not in {newest, before}
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert day.inner_text() == newest
