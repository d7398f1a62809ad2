"""Fixtures of this folder."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page

from app.core.clock import utc_now
from tests.factories import make_assignment, make_company, make_customer, make_site, make_technician, make_visit
from tests.fieldwork.offline.kept_rows import until
from tests.support.people import sign_in_browser
from tests.support.programs.browser import JAKARTA, Complaints, leave
from tests.support.programs.live import Site


@pytest.fixture
def job(live_server: Site):
    """Budi's visit of this hour in Jakarta."""
    with live_server.session() as session:
        make_company(session)
        customer = make_customer(session)
        site = make_site(session, customer, latitude=JAKARTA["latitude"], longitude=JAKARTA["longitude"])
        start = utc_now() - timedelta(minutes=5)
        visit = make_visit(session, customer=customer, site=site, planned_start=start, quota=1)
        budi = make_technician(session, "Budi")
        make_assignment(session, visit, budi)
    return visit, budi


@pytest.fixture
def phone(open_page: Callable[..., Page], job, complaints: Complaints) -> Iterator[Page]:
    """Budi's phone, logged in, the app installed and the job kept on it."""
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    complaints.allow("ERR_FAILED")
    page = open_page("phone", permissions=["geolocation", "background-sync"])
    sign_in_browser(page, job[1])
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.open('sigap-pages').then((kept) => kept.keys()).then((keys) => keys.length >= 2)")
    yield page
    leave(page)  # nothing of this page is under way when the database is emptied
    page.wait_for_timeout(500)
