"""Web hosts behind the shipped HAProxy, each held to a share of a processor as if it were a machine of its own.

`LOAD_HOSTS` says how many (unset: one gunicorn and no proxy), `LOAD_HOST_CPU` how much of a processor each may use
(0.25; needs root and the cgroup of Linux; 0: not held). Database, Redis, workers, proxy and load are not held.
"""

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import psutil

from tests.deploy.proxies import await_answer, haproxy, started
from tests.support.programs.live import Process, Site, await_ready, free_port

HOSTS = int(os.environ.get("LOAD_HOSTS", "0"))
SHARE = float(os.environ.get("LOAD_HOST_CPU", "0.25"))
GROUPS = Path("/sys/fs/cgroup")
PERIOD = 10_000  # microseconds: short, so that a page never waits long for its host's next turn


@contextmanager
def web_hosts(site: Site, workers: int) -> Generator[None]:
    """Sets the site's address to the proxy's."""
    ports, front = [free_port() for _ in range(HOSTS)], free_port()
    site.url = f"http://127.0.0.1:{front}"
    command, environment = haproxy(site.folder, front, tuple(ports))
    groups = []
    with started(site.folder / "haproxy.log", *command, pass_fds=(), **environment) as proxy:
        try:
            for port in ports:
                web = _start(site, port, workers)
                groups += [_hold(web, f"sigap-load-{port}")] if SHARE else []
            await_answer(f"{site.url}/healthz", proxy)
            yield
        finally:
            site.stop()
            for group in groups:
                _remove(group)


def _start(site: Site, port: int, workers: int) -> Process:
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "wsgi:app"]
    more = {"PORT": str(port), "WEB_WORKERS": str(workers), "PROXY_HOPS": "1"}
    web = site.start("web", *command, **more)
    await_ready(f"http://127.0.0.1:{port}/readyz", web)
    for _ in range(20):
        urlopen(f"http://127.0.0.1:{port}/login").read()
    return web


def _hold(web: Process, name: str) -> Path:
    """Its processes, and those they start, together get SHARE of a processor."""
    is_second = (GROUPS / "cgroup.controllers").exists()  # cgroup v2
    group = GROUPS / name if is_second else GROUPS / "cpu" / name
    group.mkdir()
    if is_second:
        (group / "cpu.max").write_text(f"{int(SHARE * PERIOD)} {PERIOD}")
        (group / "cpu.weight").write_text("10000")  # the share is its only limit, whatever else the machine does
    else:
        (group / "cpu.cfs_period_us").write_text(str(PERIOD))
        (group / "cpu.cfs_quota_us").write_text(str(int(SHARE * PERIOD)))
        (group / "cpu.shares").write_text("262144")
    master = psutil.Process(web.pid)
    for process in [master, *master.children(recursive=True)]:
        (group / "cgroup.procs").write_text(str(process.pid))
    return group


def _remove(group: Path) -> None:
    deadline = time.monotonic() + 10
    while (group / "cgroup.procs").read_text() and time.monotonic() < deadline:
        time.sleep(0.1)
    group.rmdir()
