"""The first page on a slow line: nothing kept, 400 kbit/s and 400 ms by the browser's own throttling."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from app.core.clock import utc_now
from tests.factories import make_assignment, make_company, make_technician, make_visit
from tests.support.people import sign_in_browser
from tests.support.programs.browser import leave
from tests.support.programs.live import Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONGEST_MS = 2_500
BYTES_PER_SECOND = 400_000 / 8


def load_ms(page: Page, path: str) -> float:
    """Cold: no cache, no service worker's help."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.setBypassServiceWorker", {"bypass": True})
    cdp.send("Network.clearBrowserCache")
    cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})  # what the page before left in memory, too
    line = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    cdp.send("Network.emulateNetworkConditions", {"offline": False, "latency": 400, **line})
    page.goto(path)
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    cdp.detach()
    return took


FIRST_LOAD = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
  .map((entry) => entry.transferSize).reduce((all, one) => all + one)"""


@pytest.fixture
def opened(open_page: Callable[..., Page], live_server: Site) -> tuple[Page, dict[str, str]]:
    """Budi's phone, logged in, and the addresses of two pages."""
    with live_server.session() as session:
        make_company(session)
        budi = make_technician(session, "Budi")
        for day in range(4):
            visit = make_visit(session, planned_start=utc_now() + timedelta(days=day), quota=1)
            make_assignment(session, visit, budi)
    page = open_page("phone")
    sign_in_browser(page, budi)
    return page, {"list": "/technician/", "visit": f"/technician/visits/{visit.id}"}


@pytest.mark.parametrize("name", ["list", "visit"])
def test_what_a_first_load_fetches_passes_a_slow_line_in_time(opened: tuple[Page, dict[str, str]], name: str):
    """Connection, page and what it names: three times there and back, and the bytes."""
    page, addresses = opened
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.setBypassServiceWorker", {"bypass": True})
    cdp.send("Network.clearBrowserCache")
    cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})  # what the page before left in memory, too
    page.goto(addresses[name])
    fetched = page.evaluate(FIRST_LOAD)
    cdp.detach()
    leave(page)
    assert fetched > 5_000, "the browser does not tell"
    assert 3 * 400 + fetched / BYTES_PER_SECOND * 1000 <= LONGEST_MS, f"{fetched} bytes"


@pytest.mark.drill  # a bound on time wants a machine that does nothing else
@pytest.mark.parametrize("name", ["list", "visit"])
def test_the_first_cold_load_takes_at_most_two_and_a_half_seconds(opened: tuple[Page, dict[str, str]], name: str):
    page, addresses = opened
    took = [load_ms(page, addresses[name]) for _ in range(3)]
    leave(page)
    page.wait_for_timeout(500)
    assert min(took) <= LONGEST_MS, [round(ms) for ms in took]
