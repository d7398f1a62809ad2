"""The race on a real phone screen: it opens by the server's clock, the list follows by itself, distances stay here."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from app.core.clock import utc_now
from app.models.accounts.user import User
from app.models.visits.visit import VisitTicket
from tests.factories import make_company, make_customer, make_site, make_technician, make_visit
from tests.support.people import sign_in_browser
from tests.support.programs.browser import JAKARTA, leave
from tests.support.programs.live import Site

pytestmark = pytest.mark.browser
FIVE_MINUTES_SLOW = "{ const real = Date.now; Date.now = () => real() - 300000; }"


@pytest.fixture
def race(live_server: Site) -> tuple[VisitTicket, User]:
    """A visit two kilometres from Budi whose race opens in some seconds."""
    with live_server.session() as session:
        make_company(session)
        customer = make_customer(session)
        place = make_site(session, customer, latitude=JAKARTA["latitude"] + 0.018, longitude=JAKARTA["longitude"])
        visit = make_visit(session, customer=customer, site=place, quota=1, planned_start=utc_now() + timedelta(days=2))
        return visit, make_technician(session, "Budi")


def open_in(live_server: Site, visit: VisitTicket, seconds: int) -> None:
    with live_server.session() as session:
        opens = utc_now() + timedelta(seconds=seconds)
        session.execute(update(VisitTicket).where(VisitTicket.id == visit.id).values(race_opens_at=opens))


def test_a_slow_phone_races_by_the_servers_clock(
    live_server: Site, open_page: Callable[..., Page], race: tuple[VisitTicket, User]
) -> None:
    visit, budi = race
    page = open_page("phone")
    sign_in_browser(page, budi)
    page.add_init_script(FIVE_MINUTES_SLOW)
    open_in(live_server, visit, 6)
    page.goto("/technician/pool")
    button = page.locator(f"#visit-{visit.id} form[action$='claim'] button")
    expect(button).to_be_disabled()
    expect(page.locator(f"#visit-{visit.id} .countdown")).to_have_text(re.compile(r"00:0[1-6]"))
    expect(button).to_be_enabled()
    expect(page.locator("[data-distance]")).to_contain_text("2 km dari sini")
    button.click()
    page.wait_for_url(f"**/technician/visits/{visit.id}")
    expect(page.get_by_text("Job ini milik Anda")).to_be_visible()
    leave(page)


def test_the_list_follows_without_a_reload(
    live_server: Site, open_page: Callable[..., Page], race: tuple[VisitTicket, User]
) -> None:
    visit, budi = race
    page = open_page("phone")
    sign_in_browser(page, budi)
    page.goto("/technician/pool")
    expect(page.locator("li.job")).to_have_count(1)
    with live_server.session() as session:
        taken = {"status": "CANCELLED", "version": VisitTicket.version + 1}
        session.execute(update(VisitTicket).where(VisitTicket.id == visit.id).values(**taken))
    expect(page.get_by_text("Belum ada job")).to_be_visible()
    leave(page)
