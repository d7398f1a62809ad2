"""The embedded servers for one lone command, such as `flask shell`, on a machine where `make run` is not running.

Commands share the servers: the first one starts them, the last one to leave stops them. Two lock files say who is
there: `embedded.lock` is held for the moment of starting or stopping, `embedded.users` as long as a command lives.
"""

import atexit
import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from app.launch.directories import server_home
from app.launch.servers.postgres import EmbeddedPostgres
from app.launch.servers.redis import EmbeddedRedis

__all__ = ["EmbeddedPostgres", "EmbeddedRedis", "embedded_urls", "starting_or_stopping", "stop_borrowed"]

_held: dict[Path, IO[str]] = {}


def embedded_urls(instance: Path, *, database: bool = True, queue: bool = True) -> tuple[str, str]:
    """Return (database URL, Redis URL) of this instance's servers, started unless they run or are not wanted."""
    instance = instance.resolve()
    home = server_home(instance)
    postgres, redis = EmbeddedPostgres(home), EmbeddedRedis(home)
    wanted = [server for server, asked in ((postgres, database), (redis, queue)) if asked]
    run = instance / "run"
    if run not in _held:
        with starting_or_stopping(run):
            _held[run] = _lock_file(run / "embedded.users")
            fcntl.flock(_held[run], fcntl.LOCK_SH)
        atexit.register(_leave, run, os.getpid(), home)
    with starting_or_stopping(run):
        for server in wanted:
            if not server.is_running():
                _borrowed(run).touch()
                server.start(alone=True)
            server.wait_until_ready()
    return postgres.url(), redis.url()


@contextmanager
def starting_or_stopping(run: Path) -> Generator[None]:
    """Hold the right to start or stop this instance's servers."""
    with _lock_file(run / "embedded.lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def stop_borrowed(run: Path, home: Path) -> bool:
    """Stop servers that lone commands started, if none is using them; False while one is."""
    if not _borrowed(run).exists():
        return True
    with _lock_file(run / "embedded.users") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        for server in (EmbeddedPostgres(home), EmbeddedRedis(home)):
            if server.is_running():
                server.stop()
        _borrowed(run).unlink()
    return True


def _leave(run: Path, owner: int, home: Path) -> None:
    if os.getpid() != owner:  # a forked child leaves by itself, its parent still works
        return
    with starting_or_stopping(run):
        _held.pop(run).close()
        stop_borrowed(run, home)


def _borrowed(run: Path) -> Path:
    return run / "embedded.borrowed"


def _lock_file(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("a")
