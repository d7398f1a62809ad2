"""A visitor's browser reads the status page, with its styles and script, while nothing but the proxy is running."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from app.jobs.status.write_status import files_of
from app.models.status.status_page import StatusComponent
from tests.deploy.proxies import await_answer, caddy, started
from tests.factories import NOW, make_company
from tests.support.programs.live import free_port
from workflows.status import collect_status


@pytest.mark.drill
@pytest.mark.browser
def test_drill_browser_reads_the_status_page_with_nobody_behind(app_with, session, tmp_path: Path, browser: Browser):
    make_company(session)
    session.add(StatusComponent(name="Portal pelanggan", name_en="Customer portal"))
    session.commit()
    port = free_port()
    url = f"http://127.0.0.1:{port}/status/"
    with app_with().test_request_context():
        for name, content in files_of(collect_status(session, now=NOW), url):
            path = tmp_path / "status" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    tmp_path.chmod(0o755)
    command, environment = caddy(tmp_path, port, (free_port(),))
    with started(tmp_path / "caddy.log", *command, **environment) as process:
        await_answer(url, process)
        page = browser.new_page(viewport={"width": 360, "height": 780})
        answers = {}
        page.on("response", lambda one: answers.__setitem__(one.url.removeprefix(url), one.status))
        for path, name in (("", "Portal pelanggan"), ("en/", "Customer portal")):
            page.goto(f"{url}{path}")
            assert page.get_by_role("heading", name=name).is_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert page.evaluate("document.styleSheets[0].cssRules.length") > 0
        assert page.locator("#frozen").is_visible()  # its script says that the copy is old
        page.close()
    assert {name: answers[name] for name in ("", "en/", "status.css", "status.js")} == dict.fromkeys(
        ("", "en/", "status.css", "status.js"), 200
    )


@pytest.mark.browser
@pytest.mark.parametrize(("width", "drawn", "since"), [(360, 30, "30 hari lalu"), (1366, 90, "90 hari lalu")])
def test_a_phone_draws_thirty_days_a_desk_ninety(
    app, session, tmp_path: Path, browser: Browser, width: int, drawn: int, since: str
) -> None:
    make_company(session)
    session.add(StatusComponent(name="Portal pelanggan"))
    session.commit()
    with app.test_request_context():
        for name, content in files_of(collect_status(session, now=NOW), f"file://{tmp_path}/"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content)
    page = browser.new_page(viewport={"width": width, "height": 780}, java_script_enabled=False)
    page.goto(f"file://{tmp_path}/index.html")
    assert page.locator(".bars g:visible").count() == drawn
    assert page.locator(".bars + p").inner_text().split("\n")[0].startswith(since)
    page.locator("summary").click()
    days = page.locator(".days li")
    assert days.first.is_visible()
    assert days.count() == 90
    assert "tanpa data" in days.last.inner_text()
    page.close()
