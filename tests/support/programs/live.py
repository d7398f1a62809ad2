"""Real processes: gunicorn and RQ workers on a database that is really committed to."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from app.launch.process_runner import as_part
from tests.support.moved_clock import moving_variables
from tests.support.programs.databases import Databases
from tests.support.programs.forked import PYTHON_PATH, ROOT, ForkedProcess

if TYPE_CHECKING:
    from redis import Redis
    from sqlalchemy.orm import Session

    from app.launch.servers.embedded import EmbeddedRedis

QUEUES = ("messages", "default", "slow")


@dataclass
class Process:
    """A process that a test has started, and its log."""

    popen: subprocess.Popen[bytes] | ForkedProcess
    log_file: Path

    @property
    def pid(self) -> int:
        """The process id, to be cruel to."""
        return self.popen.pid

    def log(self) -> str:
        """Return everything it has printed."""
        return self.log_file.read_text(errors="replace")

    def kill(self) -> None:
        """End it with kill -9, and what it had started in its process group."""
        os.killpg(self.pid, signal.SIGKILL)
        self.popen.wait()

    def stop(self, seconds: float = 30) -> int:
        """Ask it to end and wait; kill it when it does not."""
        if self.popen.poll() is None:
            self.popen.terminate()
        try:
            return self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return -9


@dataclass
class Site:
    """A database, a Redis and an environment that real processes of one test share."""

    database_url: str
    redis_url: str
    folder: Path
    extra: dict[str, str] = field(default_factory=dict)
    url: str = ""
    processes: list[Process] = field(default_factory=list)
    forks: bool = True  # False: each process imports the application itself, as after a change of code

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a process of this site needs in its environment."""
        from tests.support.settings import environment_for_tests

        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        offline = {"PYTHONPATH": PYTHON_PATH, "PYTHONUNBUFFERED": "1"}
        urls = {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url}
        places = {"STORAGE_DIR": str(self.folder / "storage"), "INSTANCE_DIR": str(self.folder / "instance")}
        served = {"PUBLIC_URL": self.url} if self.url else {}
        return environment_for_tests(
            **{**kept, **moving_variables(), **offline, **urls, **places, **served, **self.extra, **more}
        )

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Yield a session of its own that commits at the end of the block."""
        from sqlalchemy import create_engine
        from sqlalchemy.orm import Session

        engine = create_engine(self.database_url)
        try:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session
        finally:
            engine.dispose()

    def redis(self) -> Redis:
        """Return a client of this site's Redis."""
        from redis import Redis

        return Redis.from_url(self.redis_url)

    def start(self, name: str, *command: str, pass_fds: tuple[int, ...] = (), **more: str) -> Process:
        """Start a process of this site; it ends with the test."""
        from app.launch.assets import build_assets

        list(build_assets())
        log = self.folder / f"{name}-{len(self.processes)}.log"
        environment = self.environment(**more)
        if self.forks and command[:2] == (sys.executable, "-m") and not pass_fds:
            popen = ForkedProcess(name, command[2], command[3:], environment, log)
        else:
            with log.open("wb") as output:
                popen = subprocess.Popen(
                    as_part(name, list(command)),
                    cwd=ROOT,
                    env=environment,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    pass_fds=pass_fds,
                )
        self.processes.append(Process(popen, log))
        return self.processes[-1]

    def start_web(self, workers: int = 2, host: str = "127.0.0.1", wsgi: str = "wsgi:app") -> Process:
        """Start gunicorn on a free port, wait until it is ready, and set `url`; `host` is the name in it."""
        port = free_port()
        self.url = f"http://{host}:{port}"
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", wsgi]
        more = {"PORT": str(port), "PUBLIC_URL": self.url, "WEB_WORKERS": str(workers)}
        web = self.start("web", *command, **more)
        await_ready(f"{self.url}/readyz", web)
        return web

    def start_worker(self, *queues: str, burst: bool = False) -> Process:
        """Start an RQ worker, on every queue unless told otherwise."""
        options = ["--burst"] if burst else []
        return self.start("worker", sys.executable, "-m", "app.worker", *options, *(queues or QUEUES))

    def work_off(self, *queues: str, seconds: float = 60) -> None:
        """Run a worker until the queues are empty."""
        worker = self.start_worker(*queues, burst=True)
        assert worker.popen.wait(seconds) == 0, worker.log()

    def stop(self) -> None:
        """End every process of this site."""
        for process in reversed(self.processes):
            process.stop()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def await_ready(url: str, process: Process, seconds: float = 90) -> None:
    """Wait until a page answers 200."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.popen.poll() is None:
        try:
            with urlopen(url, timeout=5) as page:
                page.read()
                return
        except HTTPError as refused:
            last = f"{refused.code} {refused.read()[:500]!r}"
        except OSError as reason:
            last = str(reason)
        time.sleep(0.05)
    pytest.fail(f"{url} did not answer: {last}\n{process.log()}")


@contextmanager
def open_site(databases: Databases, redis: EmbeddedRedis, number: int, folder: Path) -> Generator[Site]:
    """Yield a site on a fresh database and Redis database `number`; everything in it ends with the block."""
    from redis import Redis

    redis_url = redis.url(number)
    Redis.from_url(redis_url).flushdb()
    with databases.passing_copy(frozen=False) as database_url:
        site = Site(database_url, redis_url, folder)
        try:
            yield site
        finally:
            site.stop()


@pytest.fixture
def site(databases: Databases, redis_server: EmbeddedRedis, tmp_path: Path, real_clock: None) -> Generator[Site]:
    """Return a database and a Redis for processes that the test starts itself, and may kill."""
    with open_site(databases, redis_server, 1, tmp_path) as fresh:
        yield fresh


@pytest.fixture(scope="session")
def running_site(
    databases: Databases, redis_server: EmbeddedRedis, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Site]:
    """Return the site whose web server is started once for all tests; use `live_server`, which empties it."""
    with open_site(databases, redis_server, 2, tmp_path_factory.mktemp("site")) as site:
        from tests.support.programs.pristine import keep_pristine

        keep_pristine(site.database_url)
        site.start_web()
        yield site


@pytest.fixture
def live_server(running_site: Site, real_clock: None) -> Generator[Site]:
    """Return a web server of two processes at `.url`, on a database that is as new as the migrations left it."""
    from tests.support.programs.pristine import restore_pristine

    restore_pristine(running_site.database_url)
    running_site.redis().flushdb()
    web = running_site.processes[0]
    assert web.popen.poll() is None, "a test has ended the shared web server; use the fixture `site` for such tests"
    started = len(running_site.processes)
    yield running_site
    for process in reversed(running_site.processes[started:]):
        process.stop()
    del running_site.processes[started:]


@pytest.fixture
def rq_worker(live_server: Site) -> Process:
    """Return a running worker of all queues, beside `live_server`."""
    return live_server.start_worker()
