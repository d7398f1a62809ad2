"""People who work in the panel while something is done to the servers: what they met and how long they waited."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from tests.support.walking.html import parse

PAGES = {
    "": ("/login", "/healthz"),
    "admin": ("/admin/users/", "/admin/feedback/"),
    "dewi": ("/admin/", "/admin/visits/", "/admin/customers/", "/admin/invoices/"),
}
OK = 200


class People:
    """Each with a browser of their own, one page after the other; `wrong` is what nobody should meet."""

    def __init__(self, address: str, password: str) -> None:
        self.address, self.password = address, password
        self.answers, self.wrong, self.waited = 0, Counter[str](), [0.0]
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self.work, args=(self.log_in(name), name)) for name in PAGES]

    def log_in(self, name: str) -> requests.Session:
        browser = requests.Session()
        if name:
            page = parse(browser.get(f"{self.address}/login", timeout=30).text)
            form = {one.get("name"): one.get("value") for one in page.iter("input") if one.get("name")}
            given = {**form, "name": name, "password": self.password}
            answer = browser.post(f"{self.address}/login", data=given, timeout=30)
            assert (answer.status_code, "/login" in answer.url) == (OK, False), answer.text[:500]
        return browser

    def work(self, browser: requests.Session, name: str) -> None:
        number = 0
        while not self.over.wait(0.05):
            self.open(browser, PAGES[name][number % len(PAGES[name])], logged_in=bool(name))
            number += 1

    def open(self, browser: requests.Session, page: str, *, logged_in: bool) -> None:
        began = time.monotonic()
        try:
            answer = browser.get(self.address + page, timeout=30)
        except requests.RequestException as problem:
            self.wrong[f"{page}: {problem!r}"] += 1
            return
        self.answers += 1
        self.waited.append(time.monotonic() - began)
        if answer.status_code != OK or (logged_in and "/login" in answer.url):
            self.wrong[f"{page}: {answer.status_code} {answer.url}"] += 1


@contextmanager
def people_at_work(address: str, password: str) -> Iterator[People]:
    people = People(address, password)
    for thread in people.threads:
        thread.start()
    try:
        yield people
    finally:
        people.over.set()
        for thread in people.threads:
            thread.join()
