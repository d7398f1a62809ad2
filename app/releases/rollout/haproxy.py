"""HAProxy as the switch: our own unprivileged process before two colours, changed by its socket and read back."""

import csv
import io
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from app.core.i18n import N_
from app.releases.rollout.haproxy_config import COLOURS, LATE, UNCHECKED, config_text

LONGEST_SOCKET = 107  # bytes of a unix socket's path
SECONDS = 5.0
STARTS_WITHIN = 10.0


class SwitchFailed(Exception):
    """HAProxy does not answer, refused, or holds something else than it was told."""


@dataclass(frozen=True, slots=True)
class Switch:
    """`folder` is ours alone; `address` is where visitors come, `ports` of blue and green when it is first started."""

    folder: Path
    address: str

    @property
    def log(self) -> Path:
        return self.folder / "haproxy.log"

    @property
    def key(self) -> str:
        """What X-Rilis must say to be sent to the new colour."""
        file = self.folder / "rilis.key"
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(16))
        return file.read_text()

    def is_running(self) -> bool:
        try:
            return "Uptime" in self.ask("show info")
        except SwitchFailed:
            return False

    def start(self) -> None:
        """Nothing when it runs with today's configuration; raises SwitchFailed with what HAProxy says.

        A newer Sigap may configure it otherwise: then it is reloaded with its shares and ports, and nobody is refused.
        """
        if len(bytes(self.folder / "haproxy.sock")) > LONGEST_SOCKET:
            raise SwitchFailed(f"{self.folder}/haproxy.sock: jalur soket lebih dari {LONGEST_SOCKET} byte")
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        wanted, is_running = config_text(self.folder, self.address, self.key), self.is_running()
        if is_running and self._config.exists() and self._config.read_text() == wanted and self._serves_all():
            return  # a reload that was asked for too early is lost: it is asked for again
        program = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if program is None:
            raise SwitchFailed(N_("haproxy tidak terpasang: apt-get install haproxy"))
        if is_running:
            self.save_state()
        self._write_config(program, wanted)
        if is_running:
            self._signal(signal.SIGUSR2)
        else:
            command = [program, "-W", "-f", str(self._config), "-p", str(self.folder / "haproxy.pid")]
            with self.log.open("ab") as log:
                subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._serves_all():
            if time.monotonic() > deadline:
                raise SwitchFailed(N_("HAProxy tidak menjawab; lihat %(log)s", log=str(self.log)))
            time.sleep(0.1)

    def _serves_all(self) -> bool:
        try:
            return all(self._row(f"{colour}/own{LATE}") for colour in COLOURS)
        except SwitchFailed:
            return False

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, which: signal.Signals) -> None:
        """To its master process, where there is one."""
        try:
            os.kill(int((self.folder / "haproxy.pid").read_text().split()[0]), which)
        except (OSError, ValueError, IndexError):
            return

    def ask(self, *commands: str) -> str:
        """The whole answer; there is no exit code, so callers compare the text."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as wire:
                wire.settimeout(SECONDS)
                wire.connect(str(self.folder / "haproxy.sock"))
                wire.sendall(("; ".join(commands) + "\n").encode())
                pieces = []
                while piece := wire.recv(65536):
                    pieces.append(piece)
        except OSError as problem:
            raise SwitchFailed(N_("HAProxy tidak menjawab: %(problem)s", problem=str(problem))) from None
        return b"".join(pieces).decode(errors="replace")

    def tell(self, *commands: str) -> None:
        """An empty answer is success."""
        answer = self.ask(*commands).strip()
        if answer and "changed from" not in answer:
            raise SwitchFailed(N_("HAProxy menolak: %(answer)s", answer=answer))

    def route(self, *, live: str, canary: str, percent: int) -> None:
        """Memory first, then the file, so that a restart finds the same; read back."""
        wanted = {"live": live, "canary": canary, "percent": str(percent)}
        map_file = self.folder / "canary.map"
        order = ["percent", "canary", "live"] if percent == 0 else ["live", "canary", "percent"]
        self.tell(*(f"set map {map_file} {name} {wanted[name]}" for name in order))
        _write(map_file, wanted)
        if self.routing() != wanted:
            raise SwitchFailed(
                N_(
                    "HAProxy mengarahkan ke %(found)s, seharusnya %(wanted)s",
                    found=str(self.routing()),
                    wanted=str(wanted),
                )
            )

    def routing(self) -> dict[str, str]:
        lines = self.ask(f"show map {self.folder / 'canary.map'}").strip().splitlines()
        return {words[1]: words[2] for line in lines if len(words := line.split()) == 3}  # noqa: PLR2004

    def place(self, colour: str, port: int) -> None:
        """The colour's servers, and the other colour's stand-ins for it, at this port."""
        for server in (*own(colour), *stand_ins(_other(colour))):
            self.ask(f"set server {server} addr 127.0.0.1 port {port}")
            if self._row(server).get("addr") != f"127.0.0.1:{port}":
                raise SwitchFailed(N_("%(server)s tidak berpindah ke port %(port)s", server=server, port=port))

    def enable(self, *servers: str) -> None:
        self.tell(*(f"set server {server} state ready" for server in servers))

    def is_enabled(self, port: int, *servers: str) -> bool:
        """All stand at this port and none is in maintenance."""
        rows = [self._row(server) for server in servers]
        return all(
            row.get("addr") == f"127.0.0.1:{port}" and not row.get("status", "MAINT").startswith("MAINT")
            for row in rows
        )

    def disable(self, *servers: str) -> None:
        """Nobody goes there any more, cookie or not; read back."""
        for server in servers:
            self.tell(f"set server {server} state maint")
            if not self.is_out(server):
                raise SwitchFailed(N_("%(server)s masih %(state)s", server=server, state=self.state_of(server)))

    def is_out(self, *servers: str) -> bool:
        return all(self.state_of(server) == "MAINT" for server in servers)

    def state_of(self, server: str) -> str:
        """UP, DOWN, MAINT … of `backend/server`."""
        return self._row(server).get("status", "").split()[0] if self._row(server) else ""

    def running_requests(self, colour: str) -> int:
        return sum(int(self._row(server).get("scur") or 0) for server in own(colour))

    def save_state(self) -> None:
        (self.folder / "servers.state").write_text(self.ask("show servers state"))

    @property
    def _config(self) -> Path:
        return self.folder / "haproxy.cfg"

    def _row(self, server: str) -> dict[str, str]:
        table = csv.DictReader(io.StringIO(self.ask("show stat").lstrip("# ")))
        backend, name = server.split("/")
        return next((row for row in table if (row["pxname"], row["svname"]) == (backend, name)), {})

    def _write_config(self, program: str, text: str) -> None:
        """In place once HAProxy finds no fault with it."""
        map_file, part = self.folder / "canary.map", self._config.with_suffix(".part")
        if not map_file.exists():
            _write(map_file, {"live": COLOURS[0], "canary": "none", "percent": "0"})
        (self.folder / "servers.state").touch()
        part.write_text(text)
        checked = subprocess.run([program, "-c", "-f", str(part)], capture_output=True, text=True, check=False)
        if checked.returncode:
            raise SwitchFailed(checked.stderr.strip()[-500:])
        part.replace(self._config)


def own(colour: str) -> tuple[str, ...]:
    return f"{colour}/own", f"{colour}/own{LATE}", f"{colour}/own{UNCHECKED}"


def stand_ins(colour: str) -> tuple[str, str]:
    """The other colour's, for visitors of this one: while its checks come in time, and whenever this one refuses."""
    return f"{colour}/jaga", f"{colour}/jaga{UNCHECKED}"


def _other(colour: str) -> str:
    return COLOURS[1 - COLOURS.index(colour)]


def _write(file: Path, values: dict[str, str]) -> None:
    part = file.with_suffix(".part")
    part.write_text("".join(f"{name} {value}\n" for name, value in values.items()))
    part.replace(file)
