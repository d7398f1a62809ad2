"""Sixteen pictures that unfold to 160 MB each, sent at once: the web processes hardly notice, nobody's upload is lost."""

import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
import requests
from PIL import Image

from tests.factories import PASSWORD, make_cs
from tests.support.html import parse
from tests.support.people import as_drawn

pytestmark = [pytest.mark.slow, pytest.mark.concurrency]

UPLOADS = 16
MOST_MB = 300


def hostile_png() -> bytes:
    """40 megapixels with transparency in some 150 kB."""
    out = io.BytesIO()
    Image.new("RGBA", (8_000, 5_000), (20, 120, 110, 90)).save(out, "PNG", optimize=False)
    return out.getvalue()


def logged_in(address: str, name: str) -> requests.Session:
    browser = requests.Session()
    form = filled(browser.get(f"{address}/login").text, "[name=password]")
    browser.post(f"{address}/login", data={**form, "name": name, "password": PASSWORD}).raise_for_status()
    return browser


def filled(page: str, to: str) -> dict[str, str]:
    forms = [form for form in parse(page).iter("form") if (form.get("method") or "").lower() == "post"]
    wanted = [form for form in forms if to in (form.get("action") or "")] or forms
    return as_drawn(wanted[0])


class Watch(threading.Thread):
    """The most memory that the web processes used together, and with their children, in MB."""

    def __init__(self, parent: int) -> None:
        super().__init__(daemon=True)
        self.parent, self.web, self.all, self.over = psutil.Process(parent), 0.0, 0.0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.02):
            web, every = measured(self.parent)
            self.web, self.all = max(self.web, web), max(self.all, every)


def measured(parent: psutil.Process) -> tuple[float, float]:
    web = every = 0.0
    for process in [parent, *parent.children(recursive=True)]:
        try:
            used, line = process.memory_info().rss / 2**20, " ".join(process.cmdline())
        except psutil.Error:
            continue
        every += used
        web += used if "_process.py" not in line else 0
    return web, every


def test_sixteen_at_once_cost_the_web_processes_less_than_300_mb(site) -> None:
    with site.session() as session:
        person = make_cs(session).username
        session.commit()
    web = site.start_web(workers=2)
    browser, bomb = logged_in(site.url, person), hostile_png()
    form = filled(browser.get(f"{site.url}/profile").text, "/photo")

    def send(number: int) -> int:
        own = {**form, "idempotency_key": f"bom-{number:012d}"}
        files = {"photo": ("bom.png", bomb, "image/png")}
        return browser.post(f"{site.url}/profile/photo", data=own, files=files, timeout=60).status_code

    for warm in range(4):
        send(100 + warm)
    rest_web, rest_all = measured(psutil.Process(web.pid))
    watch = Watch(web.pid)
    watch.start()
    began = time.monotonic()
    with ThreadPoolExecutor(UPLOADS) as pool:
        answers = list(pool.map(send, range(UPLOADS)))
    took = time.monotonic() - began
    watch.over.set()
    watch.join()
    print(  # noqa: T201  a measure
        f"\nweb +{watch.web - rest_web:.0f} MB, with children +{watch.all - rest_all:.0f} MB, {took:.1f} s, {answers}"
    )
    assert set(answers) == {200}  # the page again, saying that it is stored or to try again in a moment
    assert watch.web - rest_web < MOST_MB
    assert watch.all - rest_all < 2 * MOST_MB
