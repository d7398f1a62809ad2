"""Two web hosts behind the shipped HAProxy file: restarted one after the other, nobody notices; then one is killed."""

import sys
import time
from collections.abc import Generator
from contextlib import contextmanager

import pytest
import requests

from app.models.accounts.user import Role
from tests.deploy.proxies import await_answer, haproxy, started
from tests.deploy.test_reload import assert_nobody_noticed, visitors
from tests.factories import PASSWORD, make_user
from tests.support.programs.live import Process, Site, await_ready, free_port
from tests.support.walking.html import parse

pytestmark = [pytest.mark.slow, pytest.mark.drill]
PEOPLE = 6


def start_host(site: Site, port: int) -> Process:
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"]
    web = site.start(f"host{port}", *command, PORT=str(port), WEB_WORKERS="1", PROXY_HOPS="1")
    await_ready(f"http://127.0.0.1:{port}/readyz", web)
    return web


@contextmanager
def front(site: Site, ports: tuple[int, int]) -> Generator[None]:
    port = free_port()
    site.url = f"http://127.0.0.1:{port}"
    command, environment = haproxy(site.folder, port, ports)
    with started(site.folder / "haproxy.log", *command, pass_fds=(), **environment) as process:
        await_answer(f"{site.url}/healthz", process)
        yield


def log_in(url: str, name: str) -> requests.Session:
    browser = requests.Session()
    page = parse(browser.get(f"{url}/login", timeout=30).text)
    form = {one.get("name"): one.get("value") for one in page.iter("input") if one.get("name")}
    answer = browser.post(f"{url}/login", data={**form, "name": name, "password": PASSWORD}, timeout=30)
    assert "/login" not in answer.url, answer.text[:300]
    return browser


def test_two_hosts_restart_in_turn_unnoticed_and_a_killed_one_cuts_what_was_on_its_way_only(site: Site) -> None:
    with site.session() as session:
        make_user(session, "Dewi", Role.CS, username="dewi")
    ports = (free_port(), free_port())
    hosts = [start_host(site, port) for port in ports]
    with front(site, ports):
        with visitors(f"{site.url}/login") as load:
            dewi = log_in(site.url, "dewi")
            for old, port in zip(hosts, ports, strict=True):
                assert old.stop(30) == 0
                assert "/login" not in dewi.get(f"{site.url}/admin/", timeout=30).url, (
                    "the other host knows the session"
                )
                start_host(site, port)
                time.sleep(3)  # HAProxy's next check finds it
        assert_nobody_noticed(load)
        with visitors(f"{site.url}/login", PEOPLE) as load:
            time.sleep(1)
            site.processes[-1].kill()
            time.sleep(3)
            cut = len(load.failed)
            assert "/login" not in dewi.get(f"{site.url}/admin/", timeout=30).url
            time.sleep(3)
    print(f"killed: {cut} answers cut that had begun, {len(load.failed) - cut} afterwards")  # noqa: T201  a measure
    assert cut <= PEOPLE, "nobody but whose answer was on its way"
    assert len(load.failed) == cut
