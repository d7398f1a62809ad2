"""The token page in Chromium: a token is made and shown once, works in the API, and no longer once it is revoked."""

import pytest

from tests.factories import make_company, make_cs
from tests.support.people import sign_in_browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_token_lives_from_its_making_to_its_end(open_page, live_server, complaints):
    with live_server.session() as session:
        make_company(session)
        dewi = make_cs(session)
    page = open_page("phone")
    sign_in_browser(page, dewi)

    page.goto("/account/tokens")
    page.locator("[name=name]").fill("Laporan harian")
    page.locator("details", has=page.locator("[value='customers:read']")).locator("summary").click()
    page.check("[value='customers:read']")
    page.get_by_role("button", name="Buat token").click()
    secret = page.locator("#token-secret").input_value()
    width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]

    def ask(path):
        return page.request.get(
            path, headers={"Authorization": f"Bearer {secret}", "Accept": "application/json"}
        ).status

    assert (ask("/api/v1/customers"), ask("/api/v1/invoices")) == (200, 403)
    page.goto("/account/tokens")
    assert secret not in page.content()
    page.get_by_role("button", name="Cabut token").click()
    page.locator("[data-confirm-accept]").click()
    page.get_by_text("Token dicabut.").wait_for()
    assert ask("/api/v1/customers") == 401
