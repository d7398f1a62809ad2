"""A real Chromium, as the people of the cast would hold it; complaints in its console fail the test."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.programs.chromium import find_chromium
from tests.support.programs.live import Site

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page

JAKARTA = {"latitude": -6.2088, "longitude": 106.8456, "accuracy": 15}
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1366, "height": 768}}
DEVICES = {"phone": PHONE, "desk": DESK}
PATIENCE_MS = 40_000  # what comes at all comes within one second, but the machine may be busy


@dataclass
class Complaints:
    """What the browser complained about, less what the test expects."""

    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def allow(self, part: str) -> None:
        """Expect complaints that contain this text, for example "409" or "ERR_INTERNET_DISCONNECTED"."""
        self.expected.append(part)

    def watch(self, page: Page) -> None:
        """Note a page's console errors (a broken content security policy is one) and uncaught exceptions."""
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.found.append(f"{page.url}: {error}"))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"{message.location.get('url', '')}: {message.text}")

    def unexpected(self) -> list[str]:
        """Return what nobody expected."""
        return [one for one in self.found if not any(part in one for part in self.expected)]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium, and let it resolve no name but this machine's."""
    nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-default-browser-check"]
    return {
        **browser_type_launch_args,
        "executable_path": find_chromium(),
        "args": ["--no-sandbox", "--disable-dev-shm-usage", nowhere, *quiet],
    }


@pytest.fixture
def complaints() -> Generator[Complaints]:
    """Return what browsers complain about in this test; unexpected complaints fail it at its end."""
    noted = Complaints()
    yield noted
    assert not noted.unexpected(), "the browser complained:\n" + "\n".join(noted.unexpected())


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest,
    complaints: Complaints,
    new_context: Callable[..., BrowserContext],
    real_clock: None,
) -> Callable[..., Page]:
    """Return a function that opens a page in a browser of its own: `open_page("phone")`, or "desk".

    Each has cookies and storage of its own, so two people are two calls; addresses may start with "/". They lead to
    `live_server`, or to the test's own `site` once it has started its web server.
    """
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE_MS)
    served: Site = request.getfixturevalue("site" if "site" in request.fixturenames else "live_server")

    def open_one(device: str = "desk", **options: Any) -> Page:
        asked = {
            "base_url": served.url,
            "locale": "id-ID",
            "timezone_id": "Asia/Jakarta",
            "geolocation": JAKARTA,
            "permissions": ["geolocation"],
            **DEVICES[device],
            **options,
        }
        context = new_context(**asked)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        complaints.watch(page)
        context.on("page", complaints.watch)
        return page

    return open_one


def leave(page: Page) -> None:
    """Nothing of this page is under way any more; a navigation that it had begun itself may interrupt the first try."""
    from playwright.sync_api import Error

    with suppress(Error):
        page.goto("about:blank")
    page.goto("about:blank")


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """Return a page on a desk, 1366 × 768."""
    return open_page("desk")


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    """Return a page on a phone, 360 × 740, held in Jakarta."""
    return open_page("phone")
