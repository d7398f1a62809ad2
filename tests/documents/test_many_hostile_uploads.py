"""Sixteen uploads that unfold to 160 MB and more, sent at once: the web processes hardly notice, no upload is lost."""

import io
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
import requests
from PIL import Image

from tests.factories import PASSWORD, make_cs
from tests.support.people import as_drawn
from tests.support.walking.html import parse

pytestmark = [pytest.mark.slow, pytest.mark.concurrency]

UPLOADS = 16
MOST_MB = 300


def drawn(mode: str, size: tuple[int, int], kind: str, **options: bool) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 90).save(out, kind, **options)
    return out.getvalue()


def bombs() -> list[tuple[str, bytes]]:
    """Where each is sent, and what: pictures of 40 and 72 megapixels, and brackets that unfold to half a gigabyte."""
    pictures = [drawn("RGBA", (8_000, 5_000), "PNG"), drawn("L", (9_000, 8_000), "JPEG", progressive=True)]
    brackets = b"[" + b"[]," * (11 * 2**20 // 3) + b"1]"
    return [*(("/profile/photo", one) for one in pictures), ("/chat/start", brackets), ("/login/passkey", brackets)]


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
    """The most memory that the web processes used together, and with their children, in MB.

    Web processes are those that run at rest: a child that has not yet become its program shows its parent's memory.
    """

    def __init__(self, parent: int) -> None:
        super().__init__(daemon=True)
        self.parent, self.over = psutil.Process(parent), threading.Event()
        self.at_rest = {process.pid for process in family(self.parent)}
        self.rest_web, self.rest_all = self.measured()
        self.web, self.all = self.rest_web, self.rest_all

    def run(self) -> None:
        while not self.over.wait(0.02):
            web, every = self.measured()
            self.web, self.all = max(self.web, web), max(self.all, every)

    def measured(self) -> tuple[float, float]:
        web = every = 0.0
        for process in family(self.parent):
            try:
                used = process.memory_info().rss / 2**20
            except psutil.Error:
                continue
            every += used
            web += used if process.pid in self.at_rest else 0
        return web, every


def family(parent: psutil.Process) -> list[psutil.Process]:
    return [parent, *parent.children(recursive=True)]


def test_sixteen_at_once_cost_the_web_processes_less_than_300_mb(site) -> None:
    with site.session() as session:
        person = make_cs(session).username
        session.commit()
    web = site.start_web(workers=2)
    browser, sent = logged_in(site.url, person), bombs()
    form = filled(browser.get(f"{site.url}/profile").text, "/photo")

    def send(number: int) -> int:
        where, bomb = sent[number % len(sent)]
        if where != "/profile/photo":
            headers = {"Content-Type": "application/json", "X-CSRFToken": form["csrf_token"], "X-Chat-Token": "t" * 43}
            return browser.post(f"{site.url}{where}", data=bomb, headers=headers, timeout=60).status_code
        own = {**form, "idempotency_key": f"bom-{number:012d}"}
        files = {"photo": ("bom.png", bomb, "image/png")}
        return browser.post(f"{site.url}{where}", data=own, files=files, timeout=60).status_code

    for warm in range(4):
        send(len(sent) * 100 + warm % 2)
    watch = Watch(web.pid)
    watch.start()
    began = time.monotonic()
    with ThreadPoolExecutor(UPLOADS) as pool:
        answers = list(pool.map(send, range(UPLOADS)))
    took = time.monotonic() - began
    watch.over.set()
    watch.join()
    print(  # noqa: T201  a measure
        f"\nweb +{watch.web - watch.rest_web:.0f} MB, with children +{watch.all - watch.rest_all:.0f} MB, {took:.1f} s, {answers}"
    )
    assert set(answers) == {200, 413}  # the page again, saying that it is stored or to try again in a moment
    assert watch.web - watch.rest_web < MOST_MB
    assert watch.all - watch.rest_all < 2 * MOST_MB
