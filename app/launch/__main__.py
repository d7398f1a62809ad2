"""`make run`: every part of Sigap on one machine, under one supervisor, stopped by one Ctrl-C."""

import fcntl
import os
import signal
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPException
from pathlib import Path
from types import FrameType
from typing import NoReturn
from urllib.error import HTTPError
from urllib.request import urlopen

from app.launch.directories import forget_socket_folder, server_home
from app.launch.environment import Address, ensure_free, instance_folder, part_environment, read_address
from app.launch.first_start import take_first_steps
from app.launch.processes.parts import application_parts, server_parts, write_config
from app.launch.processes.supervisor import Supervisor, log_tail
from app.launch.servers.embedded import starting_or_stopping, stop_borrowed
from app.launch.servers.postgres import EmbeddedPostgres
from app.launch.servers.redis import EmbeddedRedis
from app.launch.start_error import CannotStart
from app.launch.waiting import wait_until


class StopAsked(BaseException):
    """Ctrl-C, or a polite kill."""


def main() -> int:
    """Run Sigap until it is asked to stop; 0 after a stop, 1 when it cannot run."""
    for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(asked, _ask_to_stop)
    try:
        instance, address = instance_folder(), read_address()
        with _only_one(instance):
            ensure_free(address)
            _run(instance, address)
    except StopAsked:
        return 0
    except CannotStart as reason:
        print(f"\nSigap: {reason}", file=sys.stderr)
        return 1
    print("\nSigap: the supervisor ended unexpectedly; see instance/log/supervisord.log.", file=sys.stderr)
    return 1


def _run(instance: Path, address: Address) -> None:
    home = server_home(instance)
    postgres = None if os.environ.get("DATABASE_URL") else EmbeddedPostgres(home)
    redis = None if os.environ.get("REDIS_URL") else EmbeddedRedis(home)
    database_url = postgres.url() if postgres else os.environ["DATABASE_URL"]
    redis_url = redis.url() if redis else os.environ["REDIS_URL"]
    environment = part_environment(instance, address, database_url, redis_url, embedded=postgres is not None)
    servers = [server for server in (postgres, redis) if server]
    supervisor = None
    try:
        with starting_or_stopping(instance / "run"):
            if servers and not stop_borrowed(instance / "run", home):
                msg = "A flask command is using the embedded database; end it first, then start again."
                raise CannotStart(msg)
            for server in servers:
                server.prepare()
            beneath, above = server_parts(postgres, redis), application_parts()
            supervisor = Supervisor(instance, write_config(instance, beneath + above), environment)
            supervisor.start(beneath)
            for server, part in zip(servers, beneath, strict=True):
                server.wait_until_ready(partial(supervisor.is_part_alive, part.name))
        _open(instance, address, environment, supervisor)
        while supervisor.is_alive():
            time.sleep(1)
    finally:
        if supervisor:
            _stop(supervisor)
            for server in servers:
                forget_socket_folder(server.sockets)


def _open(instance: Path, address: Address, environment: dict[str, str], supervisor: Supervisor) -> None:
    """Migrate, fill, start our own parts, and say so when the first page can be served."""
    accounts = take_first_steps(instance, environment)
    parts = application_parts()
    supervisor.start([part for part in parts if part.name == "web"])
    _await_ready(instance, address, supervisor)
    supervisor.start([part for part in parts if part.name != "web"])
    print(_banner(instance, address, accounts), flush=True)


def _await_ready(instance: Path, address: Address, supervisor: Supervisor) -> None:
    page = f"{address.url}/readyz"
    if not wait_until(lambda: _answer_of(page) == "", page, is_alive=lambda: supervisor.is_part_alive("web")):
        log = instance / "log" / "web.log"
        msg = f"{page} did not answer well ({_answer_of(page)}); the end of {log}:\n{log_tail(log)}"
        raise CannotStart(msg)


def _answer_of(page: str) -> str:
    """Why the page is not ready; empty when it is."""
    try:
        with urlopen(page, timeout=5) as answer:  # noqa: S310  our own http address
            answer.read()
            return ""
    except HTTPError as refused:
        return f"{refused.code}: {refused.read(500).decode(errors='replace').strip()}"
    except (OSError, HTTPException) as problem:
        return str(problem) or type(problem).__name__


def _banner(instance: Path, address: Address, accounts: str) -> str:
    lines = [
        "",
        f"  Sigap siap di / is ready at   {address.url}",
        f"  Data dan log / data and logs  {instance}",
        "  Berhenti / stop               Ctrl-C",
    ]
    if accounts.strip():
        lines += ["", "  Akun demo / demo accounts:", *(f"    {line}" for line in accounts.strip().splitlines())]
    return "\n".join([*lines, ""])


def _stop(supervisor: Supervisor) -> None:
    """Stop everything in order; a further Ctrl-C ends it at once."""

    def at_once(*_: object) -> None:
        supervisor.kill()

    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, at_once)
    print("\nMenghentikan Sigap … / stopping Sigap …", flush=True)
    supervisor.stop()


@contextmanager
def _only_one(instance: Path) -> Generator[None]:
    """Hold this instance, or refuse with the pid of who holds it."""
    with (instance / "run" / "launch.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            msg = f"Sigap already runs from {instance} (process {lock.read().strip()}); stop that one first."
            raise CannotStart(msg) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _ask_to_stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise StopAsked


if __name__ == "__main__":
    sys.exit(main())
