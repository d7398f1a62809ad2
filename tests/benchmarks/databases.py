"""What benchmarks run on: an embedded server with ordinary settings, one filled database for each size.

`BENCH_SCALE=small` stays at 10,000 rows, `BENCH_SIZES=10000,1000000` says which sizes; `BENCH_HOME=/somewhere` keeps the filled databases for the next run.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask import Flask

from app.factory import create_app
from app.launch.servers.embedded import EmbeddedPostgres, EmbeddedRedis
from tests.benchmarks.fill import fill
from tests.support.programs.databases import migrate
from tests.support.settings import settings_for_tests

SMALL = os.environ.get("BENCH_SCALE") == "small"
_USUAL = "1000,10000" if SMALL else "10000,100000,1000000"
SIZES = tuple(int(rows) for rows in os.environ.get("BENCH_SIZES", _USUAL).split(","))


class Databases:
    """A running PostgreSQL and Redis."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.postgres, self.redis = EmbeddedPostgres(home), EmbeddedRedis(home)

    def database(self, name: str) -> str:
        """The address of an empty, migrated database."""
        self.admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        migrate(self.postgres.url(name))
        return self.postgres.url(name)

    def has(self, name: str) -> bool:
        """Whether this database is there, with the schema of today."""
        with psycopg.connect(self.postgres.url("postgres")) as connection:
            there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        mark = self.home / f"{name}.{_schema()}"
        if there and mark.exists():
            return True
        for old in self.home.glob(f"{name}.*"):
            old.unlink()
        self.admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        mark.touch()
        return False

    def filled(self, rows: int) -> str:
        """The address of a database of this many visits, customers and invoices; filled at its first use."""
        name = f"bench_{rows}"
        mark = self.home / f"{name}.{_schema()}"
        if not mark.exists():
            url = self.database(name)
            fill(url, rows)
            for old in self.home.glob(f"{name}.*"):
                old.unlink()
            mark.touch()
        return self.postgres.url(name)

    def app(self, database_url: str) -> Flask:
        app = create_app(
            settings_for_tests(
                database_url=database_url, redis_url=self.redis.url(0), instance_dir=self.home, log_level="ERROR"
            )
        )
        app.testing = False
        return app

    def admin(self, *statements: str) -> None:
        with psycopg.connect(self.postgres.url("postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@contextmanager
def open_databases() -> Iterator[Databases]:
    """Start the servers, and stop them at the end."""
    kept = os.environ.get("BENCH_HOME")
    home = Path(kept or tempfile.mkdtemp(prefix="sigap-bench-", dir="/tmp"))
    home.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        home.chmod(0o711)
    databases = Databases(home)
    databases.postgres.start()
    databases.redis.start()
    try:
        yield databases
    finally:
        databases.redis.stop()
        databases.postgres.stop()
        if not kept:
            shutil.rmtree(home, ignore_errors=True)


def _schema() -> str:
    """Changes when the migrations do, so that a kept database is made anew."""
    root = Path(__file__).parents[2]
    texts = [path.read_bytes() for path in sorted((root / "app/migrations/versions").glob("*.py"))]
    return hashlib.sha256(
        b"".join([*texts, *(path.read_bytes() for path in sorted((root / "tests/benchmarks").glob("**/*.py")))])
    ).hexdigest()[:12]
