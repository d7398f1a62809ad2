"""The database is stopped at once in each step of a rollout: afterwards it goes on or is back, and nothing is lost."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

import psycopg
import pytest
import requests
from flask import Flask
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.launch.servers.postgres import EmbeddedPostgres
from app.models.accounts.user import Role, User
from app.models.incidents.incident import Incident
from app.models.releases.release import OWN_SYSTEM, Release, ReleaseStatus
from app.models.releases.steering import CommandStatus, RolloutCommand
from app.releases.rollout.commands.serve import Site, serve_once
from tests.factories import NOW, make_company, make_user
from tests.releases.rollout.rollout_site import PLAN, Rollout
from tests.support.isolation import build_app
from tests.support.programs.databases import migrate
from workflows.releases.steering import ask_start

pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("real_clock")]
OLD, NEW = "0.2.0", "0.3.0"
ROLLBACK = "Mengaktifkan rollback otomatis..."
BUILD = """
import os, psycopg
def app(environ, start):
    page, status = environ["PATH_INFO"], "200 OK"
    if page == "/write" and {sick!r}:
        status = "500 Internal Server Error"
    elif page in ("/write", "/readyz"):
        try:
            with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, connect_timeout=2) as connection:
                if page == "/write":
                    connection.execute("INSERT INTO written VALUES (%s)", [environ["QUERY_STRING"]])
        except psycopg.Error:
            status = "503 Service Unavailable"
    start(status, [("Content-Type", "text/plain"), ("Content-Length", "5")])
    return [{version!r}.encode()]
"""


class Server:
    """A database server of its own that keeps what it confirms."""

    def __init__(self, home: Path) -> None:
        self.postgres = EmbeddedPostgres(home)
        self.process: subprocess.Popen[bytes] = self.postgres.start()
        migrate(self.postgres.url())
        self.numbers = count(1)

    def copy(self) -> str:
        name = f"case_{next(self.numbers)}"
        with psycopg.connect(self.postgres.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE sigap".encode())
        with psycopg.connect(self.postgres.url(name), autocommit=True) as connection:
            connection.execute(b"CREATE TABLE written (id integer PRIMARY KEY)")
        return self.postgres.url(name)

    def kill(self) -> None:
        """An immediate stop: no checkpoint, no goodbye to anybody."""
        os.kill(int((self.postgres.data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)
        self.process.wait(30)

    def start(self) -> None:
        self.process = self.postgres.start()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    home = Path(tempfile.mkdtemp(prefix="sigap-killed-", dir="/tmp"))
    home.chmod(0o711)
    made = Server(home)
    yield made
    made.postgres.stop()
    shutil.rmtree(home, ignore_errors=True)


@dataclass
class Visitors:
    """What each of them wrote and was told that it is kept."""

    address: str
    confirmed: list[int] = field(default_factory=list)
    refused: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    over: threading.Event = field(default_factory=threading.Event)

    def write(self) -> None:
        while not self.over.wait(0.02):
            number = next(self.numbers)
            try:
                answer = requests.post(f"http://{self.address}/write?{number}", timeout=30)
            except requests.ConnectionError:
                self.refused += 1
                continue
            if answer.status_code == 200:
                self.confirmed.append(number)
            else:
                self.refused += 1

    @contextmanager
    def at_work(self) -> Generator[None]:
        threads = [threading.Thread(target=self.write) for _ in range(4)]
        for one in threads:
            one.start()
        try:
            yield
        finally:
            self.over.set()
            for one in threads:
                one.join()


class Case:
    """The panel and the controller of one machine; `words`: the moment at which the database is killed."""

    def __init__(self, server: Server, rollout: Rollout, redis_url: str, words: str) -> None:
        self.server, self.rollout, self.words, self.is_killed = server, rollout, words, False
        self.url = server.copy()
        self.engine = create_engine(self.url, pool_pre_ping=True)
        self.app: Flask = build_app(self.engine, redis_url, rollout.root)
        rules = replace(PLAN.rules, sample=20)
        plan = replace(PLAN, rules=rules, environment={**PLAN.environment, "DATABASE_URL": self.url})
        self.site = Site(rollout.switch, lambda: plan, rollout.root, self.url, None)
        for version, sick in ((OLD, False), (NEW, "otomatis" in words or "kembali" in words)):
            folder = Path(rollout.build(version).folder)
            (folder / "wsgi.py").write_text(BUILD.format(version=version, sick=sick))
        with Session(self.engine) as session:
            make_company(session)
            make_user(session, "Nadia", Role.DEVOPS)
            session.add_all([Release(system=OWN_SYSTEM, version=one, status=ReleaseStatus.READY) for one in (OLD, NEW)])
            session.commit()
        self.serve()

    def say(self, words: str) -> None:
        self.rollout.said.append(words)
        if words.startswith(self.words) and not self.is_killed:
            self.is_killed = True
            self.server.kill()

    def ask_to_start(self, version: str) -> None:
        with Session(self.engine) as session:
            release = session.scalars(select(Release).where(Release.version == version)).one()
            nadia = session.scalars(select(User).where(User.name == "Nadia")).one()
            ask_start(session, release_id=release.id, actor=nadia, now=NOW)
            session.commit()

    def serve(self) -> None:
        with self.app.app_context():
            serve_once(self.site, self.say)

    def serve_until(self, what: object, seconds: float = 90) -> None:
        deadline = time.monotonic() + seconds
        while not what():  # type: ignore[operator]
            assert time.monotonic() < deadline, (self.rollout.said, self.rollout.state())
            self.serve()
            time.sleep(0.1)

    def is_settled(self) -> bool:
        state = self.rollout.state()
        with Session(self.engine) as session:
            waiting = session.scalar(
                select(func.count(RolloutCommand.id)).where(RolloutCommand.status == CommandStatus.WAITING)
            )
        return not (state.canary or state.pending or state.taken_back or state.leaving or waiting)

    def status_of(self, version: str) -> str:
        with Session(self.engine) as session:
            return str(session.scalars(select(Release.status).where(Release.version == version)).one())

    def check(self, visitors: Visitors) -> str:
        """Panel, rollout, HAProxy and visitors tell the same; every confirmed row is there."""
        state = self.rollout.state()
        live = state.builds[state.live].version
        assert self.rollout.switch.routing() == {"live": state.live, "canary": "none", "percent": "0"}
        assert requests.get(f"http://{self.rollout.switch.address}/healthz", timeout=10).text == live
        had_visitors = any(f"{NEW} pada" in words for words in state.history)
        wanted = "LIVE" if live == NEW else "ROLLED_BACK" if had_visitors else "READY"
        assert (self.status_of(NEW), self.status_of(OLD)) == (wanted, "LIVE")
        with Session(self.engine) as session:
            answers = session.scalars(select(RolloutCommand.answer)).all()
            incidents = session.scalar(select(func.count(Incident.id)))
        assert incidents == (wanted == "ROLLED_BACK")
        with psycopg.connect(self.url) as connection:
            written = {row[0] for row in connection.execute(b"SELECT id FROM written")}
        assert answers
        assert all(answers)
        assert visitors.confirmed
        assert set(visitors.confirmed) <= written
        return f"{wanted}; {len(visitors.confirmed)} confirmed, all there, {visitors.refused} refused meanwhile"


@pytest.mark.parametrize(
    "words",
    [
        f"{NEW} langsung",
        f"{NEW}: 10 %",
        f"{NEW}: 100 %",
        f"{NEW}: 25 %",
        f"{NEW}: 50 %",
        ROLLBACK,
        "lalu lintas kembali",
        f"menyalakan {NEW}",
    ],
)
def test_the_database_is_killed_in_a_step_and_everything_tells_the_truth_afterwards(
    server: Server, rollout: Rollout, redis_url: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    case = Case(server, rollout, redis_url, words)
    case.ask_to_start(OLD)
    case.serve_until(case.is_settled)
    visitors = Visitors(rollout.switch.address)
    with visitors.at_work():
        case.ask_to_start(NEW)
        case.serve_until(lambda: case.is_killed)
        for _ in range(5):
            case.serve()
        away = rollout.state()
        assert rollout.switch.routing()["percent"] == str(away.percent)
        server.start()
        case.serve()  # at the first look with a database
        case.serve_until(case.is_settled)
        time.sleep(0.5)
    told = case.check(visitors)
    case.engine.dispose()
    with capsys.disabled():
        sys.stdout.write(f"\ndatabase killed at “{words}”: {told}\n")
