"""A phone whose app has been left sends what waits when signal returns."""

from collections.abc import Callable, Generator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.models.visits.attendance import Attendance
from tests.fieldwork.offline.kept_rows import rows, until, until_rows
from tests.support.programs.browser import leave
from tests.support.programs.chromium import find_chromium
from tests.support.programs.live import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def browser(launch_browser: Callable[..., Browser]) -> Generator[Browser]:
    """Return the whole Chromium: its headless shell knows no background sync."""
    whole = launch_browser(executable_path=find_chromium(whole=True))
    yield whole
    whole.close()


def test_the_worker_sends_by_itself_when_the_app_has_been_left(phone: Page, live_server: Site, job):
    visit, _ = job
    phone.context.set_offline(True)
    phone.goto(f"/technician/visits/{visit.id}")
    phone.click(".next-step [type=submit]")
    expect(phone.locator("[data-queue-bar]")).to_have_text("1 kiriman menunggu sinyal")
    until(phone, "navigator.serviceWorker.ready.then((worker) => worker.sync.getTags()).then((tags) => tags.length)")
    leave(phone)
    phone.context.set_offline(False)
    until_rows(phone, live_server, Attendance)
    (row,) = rows(live_server, Attendance)
    assert row.offline
