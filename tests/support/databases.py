"""One PostgreSQL and one Redis for this test process, a template made by the real migrations, and cheap copies."""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
import pytest
from flask_migrate import upgrade
from redis import Redis

from app.core.db import db
from app.factory import create_app
from app.launch.embedded import EmbeddedPostgres, EmbeddedRedis
from tests.support.settings import settings_for_tests

TEMPLATE = "template_sigap"
NO_REDIS = "redis://127.0.0.1:1/0"  # migrations need none
# nothing here outlives the run, so nothing has to reach the disk
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "shared_buffers=128MB")


class Databases:
    """A running server with a migrated template database."""

    def __init__(self, postgres: EmbeddedPostgres) -> None:
        """Migrate the template once."""
        self.postgres = postgres
        self._numbers = count(1)
        self._do(f"CREATE DATABASE {TEMPLATE}")
        migrate(self.url(TEMPLATE))

    def url(self, name: str) -> str:
        """Return the address of a database."""
        return self.postgres.url(name)

    def copy(self, template: str = TEMPLATE) -> str:
        """Make a fresh database from the template and return its name."""
        name = f"copy_{next(self._numbers)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Remove a copy, whoever is still connected to it."""
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    @contextmanager
    def passing_copy(self, template: str = TEMPLATE) -> Iterator[str]:
        """Yield the address of a copy that is gone afterwards."""
        name = self.copy(template)
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())


def migrate(url: str) -> None:
    """Bring an empty database to the newest migration, as `flask db upgrade` does."""
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
    postgres = EmbeddedPostgres(server_home, CARELESS)
    postgres.start()
    yield Databases(postgres)
    postgres.stop()


@pytest.fixture(scope="session")
def redis_server(server_home: Path) -> Generator[EmbeddedRedis]:
    """Return the Redis server of this test process: database 0 for `app`, others for real processes."""
    server = EmbeddedRedis(server_home)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def redis_url(redis_server: EmbeddedRedis) -> str:
    """Return the address of an empty Redis database."""
    url = redis_server.url(0)
    Redis.from_url(url).flushdb()
    return url
