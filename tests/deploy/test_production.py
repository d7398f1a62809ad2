"""The production start of docs/operations.md with Debian's own PostgreSQL, Redis and Caddy, by the shipped files."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
import requests

from app.launch.process_runner import as_part
from tests.deploy.proxies import DEPLOY, proxy, started
from tests.support.programs.live import ROOT, Process, free_port
from tests.support.programs.processes import need_program

pytestmark = [pytest.mark.slow, pytest.mark.drill]
GUIDE = (ROOT / "docs" / "operations.md").read_text()
PASSWORD = "rahasia-uji-coba"
UNITS = (
    "sigap-worker-messages.service",
    "sigap-worker-slow.service",
    "sigap-worker.service",
    "sigap-scheduler.service",
)


def block_after(words: str) -> str:
    """The first code block of the guide after these words."""
    match = re.search(re.escape(words) + r".*?```\n(.*?)```", GUIDE, re.DOTALL)
    assert match, f"docs/operations.md has no block after '{words}'"
    return match[1]


def started_by(unit: str) -> list[str]:
    """The command of a shipped unit, with this checkout in the place of /opt/sigap."""
    command = re.search(r"^ExecStart=(.+)$", (DEPLOY / "systemd" / unit).read_text(), re.MULTILINE)
    assert command
    return command[1].replace("/opt/sigap/.venv/bin", str(Path(sys.executable).parent)).split()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that PostgreSQL's own user may enter."""
    made = Path(tempfile.mkdtemp(prefix="sigap-production-", dir="/tmp"))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def postgres(folder: Path, real_clock: None) -> Iterator[str]:
    """Debian's PostgreSQL with the roles and the database of the guide; yields the part of the address after the role."""
    programs = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"))), None)
    if programs is None or os.geteuid() != 0:
        pytest.skip("needs Debian's postgresql, and root to start it as its own user")
    data, port = folder / "data", free_port()
    data.mkdir()
    shutil.chown(data, "postgres", "postgres")

    def run(program: str, *words: str, given: str = "") -> None:
        command = as_part(program, [str(programs / program), *words], user="postgres")
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, cwd="/")
        assert done.returncode == 0, done.stderr

    run(
        "initdb",
        "-D",
        str(data),
        "--auth-local=trust",
        "--auth-host=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
    )
    options = ["-c", f"port={port}", "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={data}"]
    command = as_part(
        "postgres", [str(programs / "postgres"), "-D", str(data), *options], user="postgres", stop_signal="INT"
    )
    with started(folder / "postgres.log", *command) as server:
        await_postgres(data, port, server)
        assert "psql -v ON_ERROR_STOP=1 -f /opt/sigap/deploy/roles.sql postgres" in block_after("**2. Database")
        secrets = ("-v", f"owner_password={PASSWORD}", "-v", f"password={PASSWORD}")
        where = ("-h", str(data), "-p", str(port), "-d", "postgres")
        run("psql", "-v", "ON_ERROR_STOP=1", *where, *secrets, given=(DEPLOY / "roles.sql").read_text())
        yield f"{PASSWORD}@127.0.0.1:{port}/sigap"
        server.popen.send_signal(signal.SIGINT)
        server.popen.wait(30)


def await_postgres(data: Path, port: int, server: Process) -> None:
    deadline = time.monotonic() + 60
    while not (data / f".s.PGSQL.{port}").exists():
        assert time.monotonic() < deadline, server.log()
        assert server.popen.poll() is None, server.log()
        time.sleep(0.1)
    time.sleep(0.5)


@pytest.fixture
def redis(folder: Path) -> Iterator[str]:
    """Debian's Redis with the lines of the guide."""
    if shutil.which("redis-server") is None:
        pytest.skip("needs Debian's redis-server")
    lines = block_after("**3. Redis by its socket**").replace(
        "/run/redis/redis-server.sock", str(folder / "redis.sock")
    )
    (folder / "redis.conf").write_text(f'{lines}save ""\ndir {folder}\n')
    with started(folder / "redis.log", "redis-server", str(folder / "redis.conf")) as server:
        deadline = time.monotonic() + 20
        while not (folder / "redis.sock").exists():
            assert time.monotonic() < deadline, server.log()
            time.sleep(0.05)
        yield f"unix://{folder}/redis.sock?db=0"


@pytest.fixture
def environment(folder: Path, postgres: str, redis: str) -> dict[str, str]:
    """deploy/.env.example, filled in as the guide says."""
    text = (DEPLOY / ".env.example").read_text()
    shipped = dict(line.split("=", 1) for line in text.splitlines() if line and not line.startswith("#"))
    filled = {
        "SECRET_KEY": "Zq8vT2mW5xK9pL4nR7sJ1dF6gH3bC0yQ",
        "PUBLIC_URL": "https://sigap.contoh.id",
        "DATABASE_URL": f"postgresql://sigap:{postgres}",
        "REDIS_URL": redis,
        "STORAGE_DIR": str(folder / "files"),
        "INSTANCE_DIR": str(folder),
        "SMTP_SENDER": "sigap@contoh.id",
        "PYTHONPATH": str(ROOT),
    }
    return {**shipped, **filled}


def flask(environment: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    kept = {"PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    return subprocess.run(command, cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True, check=False)


def test_from_an_empty_debian_to_a_running_sigap(folder: Path, environment: dict[str, str], postgres: str) -> None:
    need_program("caddy")
    owner = {**environment, "DATABASE_URL": f"postgresql://sigap_owner:{postgres}"}
    migrated = flask(owner, "db", "upgrade")
    assert migrated.returncode == 0, migrated.stderr
    granted = flask(owner, "grants", "sigap")
    assert granted.returncode == 0, granted.stderr
    password = ("--password", "sawah hijau yang luas")
    made = flask(environment, "user", "create", "--name", "Ani", "--username", "ani", *password)
    assert made.stdout == "ani (admin)\n", made.stderr
    with (
        psycopg.connect(environment["DATABASE_URL"]) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("CREATE TABLE mine (id int)")
    with (
        psycopg.connect(environment["DATABASE_URL"]) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("DELETE FROM audit_entries")

    with socket.create_server(("127.0.0.1", 0), backlog=2048) as shared:
        web = start_web(folder, environment, shared)
        parts = [started(folder / f"{unit}.log", *started_by(unit), **environment) for unit in UNITS]
        with web, ExitStack() as running, proxy("caddy", folder, shared.getsockname()[1]) as url:
            for part in parts:
                running.enter_context(part)
            assert 'name="password"' in requests.get(f"{url}/login", timeout=20).text
            await_deep(url)
            examined = flask(environment, "doctor")
            assert examined.returncode == 0, examined.stdout
            assert "as sigap" in examined.stdout


def start_web(folder: Path, environment: dict[str, str], shared: socket.socket):
    gunicorn = " ".join([sys.executable, "-m", *started_by("sigap-web@.service")]).replace(
        f"-m {Path(sys.executable).parent}/", "-m "
    )
    listening = f"exec 3<&{shared.fileno()}; LISTEN_PID=$$ LISTEN_FDS=1 exec {gunicorn}"
    return started(folder / "web.log", "bash", "-c", listening, pass_fds=(shared.fileno(),), **environment)


def await_deep(url: str) -> None:
    deadline = time.monotonic() + 120
    while (answer := requests.get(f"{url}/readyz?deep", timeout=20)).status_code != 200:
        assert time.monotonic() < deadline, answer.text
        time.sleep(1)
