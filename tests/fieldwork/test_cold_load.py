"""The first page on a slow line: nothing kept, 400 kbit/s and 400 ms by the browser's own throttling."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from app.core.clock import utc_now
from tests.factories import make_assignment, make_company, make_technician, make_visit
from tests.support.browser import leave
from tests.support.live import Site
from tests.support.people import sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LONGEST_MS = 2_500
BYTES_PER_SECOND = 400_000 / 8


def load_ms(page: Page, path: str) -> float:
    """Cold: no cache, no service worker's help."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.setBypassServiceWorker", {"bypass": True})
    cdp.send("Network.clearBrowserCache")
    line = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    cdp.send("Network.emulateNetworkConditions", {"offline": False, "latency": 400, **line})
    page.goto(path)
    took = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    cdp.detach()
    return took


@pytest.mark.parametrize("path", ["/technician/", "visit"])
def test_the_first_cold_load_takes_at_most_two_and_a_half_seconds(
    open_page: Callable[..., Page], live_server: Site, path: str
):
    with live_server.session() as session:
        make_company(session)
        budi = make_technician(session, "Budi")
        for day in range(4):
            visit = make_visit(session, planned_start=utc_now() + timedelta(days=day), quota=1)
            make_assignment(session, visit, budi)
    page = open_page("phone")
    sign_in_browser(page, budi)
    address = f"/technician/visits/{visit.id}" if path == "visit" else path
    took = [load_ms(page, address) for _ in range(3)]
    leave(page)
    page.wait_for_timeout(500)
    assert min(took) <= LONGEST_MS, [round(ms) for ms in took]
