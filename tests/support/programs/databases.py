"""One PostgreSQL for this run with a template made by the real migrations, cheap copies, and a Redis for each process.

The application is imported by the fixtures that need it, so that a test of pure functions starts at once.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.clock import DATABASE_CLOCK, NOW, clock_settings
from tests.support.moved_clock import on_the_machines_clock

if TYPE_CHECKING:
    from app.launch.servers.embedded import EmbeddedPostgres, EmbeddedRedis

TEMPLATE, DEMO_TEMPLATE = "template_sigap", "template_demo"
NO_REDIS = "redis://127.0.0.1:1/0"  # migrations need none
MEMORY, NEEDED = "/dev/shm", 1 << 31
# nothing here outlives the run, so nothing has to reach the disk
CARELESS = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"),
    *("autovacuum=off", "checkpoint_timeout=1h", "max_wal_size=512MB", "shared_buffers=256MB", "jit=off"),
    "max_connections=500",
)


class Databases:
    """A running server with a migrated template database."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        self.postgres = postgres
        self._numbers = count(1)

    def make_template(self, name: str, template: str, fill: Callable[[str], None]) -> None:
        """Make a database to copy from: itself a copy with the clock at NOW, filled through its address."""
        self._do(f"CREATE DATABASE {name} TEMPLATE {template}", *clock_settings(name, frozen=True))
        fill(self.url(name))

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return self.postgres.url(name)

    def copy(self, template: str = TEMPLATE, *, frozen: bool = True) -> str:
        """Make a fresh database from the template and return its name; its clock stands at NOW unless told otherwise."""
        name = f"copy_{os.getpid()}_{next(self._numbers):05}"
        made = f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY"
        self._do(made, *clock_settings(name, frozen=frozen))
        return name

    def drop(self, name: str) -> None:
        """Remove a copy, whoever is still connected to it."""
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def passing_copy(self, template: str = TEMPLATE, *, frozen: bool = True) -> Iterator[str]:
        """Yield the address of a copy that is gone afterwards."""
        name = self.copy(template, frozen=frozen)
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def _do(self, *statements: str, database: str = "postgres") -> None:
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def migrate(url: str) -> None:
    """Bring an empty database to the newest migration, as `flask db upgrade` does."""
    from flask_migrate import upgrade

    from app.core.db import db
    from app.factory import create_app
    from tests.support.settings import settings_for_tests

    app = create_app(settings_for_tests(database_url=url, redis_url=NO_REDIS))
    with app.app_context():
        upgrade()
        db.engine.dispose()


@pytest.fixture(scope="session")
def server_home() -> Generator[Path]:
    """Keep this process's servers in a short folder that PostgreSQL's own user may enter, too."""
    home = Path(tempfile.mkdtemp(prefix="sigap-test-", dir=_folder_with_space()))
    if os.geteuid() == 0:
        home.chmod(0o711)
    yield home
    shutil.rmtree(home, ignore_errors=True)


def _folder_with_space() -> str:
    """In memory a copy of a database takes 0.1 s; on a busy disk its 1,500 files take seconds."""
    has_space = Path(MEMORY).is_dir() and shutil.disk_usage(MEMORY).free > NEEDED
    return MEMORY if has_space else "/tmp"


@pytest.fixture(scope="session")
def of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that all processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextmanager
def first_comes(folder: Path, name: str) -> Iterator[bool]:
    """Keep other processes out for the length of the block, and tell whether this is the first to come here."""
    with (folder / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield os.fstat(lock.fileno()).st_size == 0
        lock.write("x")


@pytest.fixture(scope="session")
def databases(server_home: Path, of_this_run: Path) -> Generator[Databases]:
    """Return the database server of this run: the first process starts and migrates it, and stops it after the last."""
    from app.launch.servers.embedded import EmbeddedPostgres

    place = of_this_run / "postgres-home"
    with (of_this_run / "postgres.users").open("a") as users:
        with first_comes(of_this_run, "postgres") as is_first:
            fcntl.flock(users, fcntl.LOCK_SH)
            if is_first:
                place.write_text(str(server_home))
            postgres = EmbeddedPostgres(Path(place.read_text()), CARELESS)
            found = Databases(postgres)
            if is_first:
                postgres.start()
                found.make_template(TEMPLATE, "template1", _migrated)
        yield found
        if is_first:
            fcntl.flock(users, fcntl.LOCK_EX)  # the others have left
            postgres.stop()


def _migrated(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(DATABASE_CLOCK.encode())
    migrate(url)


@pytest.fixture(scope="session")
def demo_template(databases: Databases, of_this_run: Path) -> str:
    """Return the name of a database with ninety days of the demo company up to NOW; loaded once, then copied."""
    with first_comes(of_this_run, "demo") as is_first:
        if is_first:
            databases.make_template(DEMO_TEMPLATE, TEMPLATE, _with_demo)
    return DEMO_TEMPLATE


def _with_demo(url: str) -> None:
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    from app.demo.load import load_demo

    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        load_demo(session, now=NOW)
    engine.dispose()


@pytest.fixture(scope="session")
def redis_server(server_home: Path) -> Generator[EmbeddedRedis]:
    """Return the Redis server of this test process: database 0 for `app`, others for real processes."""
    from app.launch.servers.embedded import EmbeddedRedis

    server = EmbeddedRedis(server_home)
    with on_the_machines_clock():
        server.start()
    yield server
    server.stop()


@pytest.fixture
def redis_url(redis_server: EmbeddedRedis) -> str:
    """Return the address of an empty Redis database."""
    from redis import Redis

    url = redis_server.url(0)
    Redis.from_url(url).flushdb()
    return url
