"""One PostgreSQL and one Redis for this test process, a template made by the real migrations, and cheap copies.

The application is imported by the fixtures that need it, so that a test of pure functions starts at once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.clock import DATABASE_CLOCK, NOW, clock_settings
from tests.support.moved_clock import on_the_machines_clock

if TYPE_CHECKING:
    from app.launch.servers.embedded import EmbeddedPostgres, EmbeddedRedis

TEMPLATE = "template_sigap"
NO_REDIS = "redis://127.0.0.1:1/0"  # migrations need none
# nothing here outlives the run, so nothing has to reach the disk
CARELESS = (
    *("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"),
    *("autovacuum=off", "checkpoint_timeout=1h", "max_wal_size=4GB", "shared_buffers=128MB", "jit=off"),
)


class Databases:
    """A running server with a migrated template database."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        """Migrate the template once."""
        self.postgres = postgres
        self._numbers = count(1)
        self._do(f"CREATE DATABASE {TEMPLATE}", *clock_settings(TEMPLATE, frozen=True))
        self._do(DATABASE_CLOCK, database=TEMPLATE)
        migrate(self.url(TEMPLATE))

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return self.postgres.url(name)

    def copy(self, template: str = TEMPLATE, *, frozen: bool = True) -> str:
        """Make a fresh database from the template and return its name; its clock stands at NOW unless told otherwise."""
        name = f"copy_{next(self._numbers)}"
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
    home = Path(tempfile.mkdtemp(prefix="sigap-test-", dir="/tmp"))
    if os.geteuid() == 0:
        home.chmod(0o711)
    yield home
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def databases(server_home: Path) -> Generator[Databases]:
    """Return the database server of this test process, started at first use."""
    from app.launch.servers.embedded import EmbeddedPostgres

    postgres = EmbeddedPostgres(server_home, CARELESS)
    postgres.start()
    yield Databases(postgres)
    postgres.stop()


@pytest.fixture(scope="session")
def demo_template(databases: Databases) -> Generator[str]:
    """Return the name of a database with ninety days of the demo company up to NOW; loaded once, then copied."""
    from sqlalchemy import create_engine
    from sqlalchemy.orm import Session

    from app.demo.load import load_demo

    name = databases.copy()
    engine = create_engine(databases.url(name))
    with Session(engine) as session, session.begin():
        load_demo(session, now=NOW)
    engine.dispose()
    yield name
    databases.drop(name)


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
