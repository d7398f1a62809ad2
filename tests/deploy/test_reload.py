"""A reload and a restart under load: no request fails, and none waits long."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest
import requests

from tests.support.programs.live import Process, Site, free_port

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _imports_its_own_code(site: Site) -> None:
    site.forks = False


@dataclass
class Load:
    """What visitors met while something was done to the server."""

    url: str
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def visit(self) -> None:
        while not self.over.is_set():
            began = time.monotonic()
            try:
                answer = requests.get(self.url, timeout=30, headers={"Connection": "close"})
                if answer.status_code != 200:
                    self.failed.append(str(answer.status_code))
            except requests.RequestException as problem:
                self.failed.append(repr(problem))
            self.seconds.append(time.monotonic() - began)
            self.over.wait(0.02)


@contextmanager
def visitors(url: str, count: int = 6) -> Iterator[Load]:
    load = Load(url)
    threads = [threading.Thread(target=load.visit) for _ in range(count)]
    for one in threads:
        one.start()
    yield load
    load.over.set()
    for one in threads:
        one.join()


def until(what: Callable[[], bool], seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.1)


def workers_of(web: Process) -> set[int]:
    return {child.pid for child in psutil.Process(web.pid).children() if child.status() != psutil.STATUS_ZOMBIE}


def assert_nobody_noticed(load: Load) -> None:
    assert load.failed == []
    assert len(load.seconds) > 50
    print(f"\nlongest wait {max(load.seconds):.2f} s of {len(load.seconds)}")  # noqa: T201  a measure


@pytest.mark.drill
def test_a_reload_brings_new_workers_and_nobody_notices(site: Site) -> None:
    web = site.start_web(2)
    before = workers_of(web)
    with visitors(f"{site.url}/healthz") as load:
        os.kill(web.pid, signal.SIGHUP)
        until(lambda: len(workers_of(web)) == 2 and not workers_of(web) & before)
        time.sleep(1)
    assert_nobody_noticed(load)


@pytest.mark.drill
def test_code_that_does_not_start_is_not_reloaded(site: Site, tmp_path: Path) -> None:
    (tmp_path / "wsgi.py").write_text(
        "import os\nif os.path.exists(os.environ['BROKEN']):\n    raise ValueError('half a deployment')\n"
        "def app(environ, start):\n    start('200 OK', [])\n    return [b'ok']\n"
    )
    port = free_port()
    site.url = f"http://127.0.0.1:{port}"
    more = {"PORT": str(port), "WEB_WORKERS": "1", "BROKEN": str(tmp_path / "broken")}
    more["PYTHONPATH"] = f"{tmp_path}:{site.environment()['PYTHONPATH']}"
    config = str(Path("deploy/gunicorn.conf.py").resolve())
    web = site.start(
        "web", sys.executable, "-m", "gunicorn", "--chdir", str(tmp_path), "--config", config, "wsgi:app", **more
    )
    until(lambda: answers(site.url))
    before = workers_of(web)
    (tmp_path / "broken").touch()
    os.kill(web.pid, signal.SIGHUP)
    until(lambda: "Reload refused" in web.log())
    assert workers_of(web) == before
    assert answers(site.url)


def answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=30).status_code == 200
    except requests.RequestException:
        return False


@contextmanager
def readiness(folder: Path) -> Iterator[socket.socket]:
    """The socket on which systemd hears that a service is ready."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as received:
        received.bind(str(folder / "notify"))
        received.settimeout(90)
        yield received


@pytest.mark.drill
def test_two_services_on_one_socket_restart_in_turn_and_nobody_notices(site: Site, tmp_path: Path) -> None:
    """As `deploy/systemd/sigap-web.socket` and two `sigap-web@` do it."""
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as shared, readiness(tmp_path) as received:
        site.url = f"http://127.0.0.1:{shared.getsockname()[1]}"

        def start() -> Process:
            inherited = f"exec 3<&{shared.fileno()}; LISTEN_PID=$$ LISTEN_FDS=1 exec {sys.executable} -m gunicorn"
            command = f"{inherited} --config deploy/gunicorn.conf.py wsgi:app"
            more = {"WEB_WORKERS": "1", "NOTIFY_SOCKET": str(tmp_path / "notify")}
            started = site.start("web", "bash", "-c", command, pass_fds=(shared.fileno(),), **more)
            assert received.recv(100) == b"READY=1", started.log()
            return started

        services = [start(), start()]
        with visitors(f"{site.url}/healthz") as load:
            for old in services:
                assert old.stop(30) == 0
                start()
            time.sleep(1)
    assert_nobody_noticed(load)
