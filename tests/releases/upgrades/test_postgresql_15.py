"""Debian's PostgreSQL 15, the oldest that works: every migration runs on it, and they give what the models say."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import Base
from app.demo.load import load_demo
from app.launch.process_runner import as_part
from app.migrations.newest import newest_migration
from app.models.visits.visit import VisitTicket
from tests.deploy.proxies import started
from tests.deploy.test_production import await_postgres
from tests.support.programs.databases import migrate
from tests.support.programs.live import free_port

OLDEST = 15  # docs/operations.md
pytestmark = [pytest.mark.drill, pytest.mark.usefixtures("real_clock")]
PROGRAMS = Path(f"/usr/lib/postgresql/{OLDEST}/bin")


@pytest.fixture
def url() -> Iterator[str]:
    """An empty database of Debian's server, which never runs as root."""
    if not PROGRAMS.exists() or os.geteuid() != 0:
        pytest.skip(f"needs root and PostgreSQL {OLDEST}: apt-get install postgresql-{OLDEST}")
    folder, port = Path(tempfile.mkdtemp(prefix="sigap-old-", dir="/tmp")), free_port()
    shutil.chown(folder, "postgres", "postgres")
    data = folder / "data"
    made = [str(PROGRAMS / "initdb"), "-D", str(data), "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]
    subprocess.run(as_part("initdb", made, user="postgres"), check=True, capture_output=True, cwd="/")
    options = [f"port={port}", "listen_addresses=", f"unix_socket_directories={data}", "fsync=off"]
    words = [word for option in options for word in ("-c", option)]
    command = as_part("postgres", [str(PROGRAMS / "postgres"), "-D", str(data), *words], user="postgres")
    with started(folder / "postgres.log", *command) as server:
        await_postgres(data, port, server)
        address = f"postgresql://postgres@/sigap?host={data}&port={port}"
        with psycopg.connect(address.replace("/sigap?", "/postgres?"), autocommit=True) as connection:
            connection.execute(b"CREATE DATABASE sigap")
        yield address
        server.popen.send_signal(signal.SIGINT)
        server.popen.wait(30)
    shutil.rmtree(folder, ignore_errors=True)


def test_every_migration_runs_and_the_demo_company_fits(url: str) -> None:
    migrate(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert context.get_current_revision() == newest_migration()
        assert connection.dialect.server_version_info == (OLDEST, *connection.dialect.server_version_info[1:])
        assert [str(difference) for difference in compare_metadata(context, Base.metadata)] == []
    with Session(engine) as session, session.begin():
        load_demo(session, now=utc_now())  # the server's clock is the machine's
        assert session.scalar(select(func.count()).select_from(VisitTicket))
    engine.dispose()
