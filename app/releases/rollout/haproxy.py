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

COLOURS = ("blue", "green")
LONGEST_SOCKET = 107  # bytes of a unix socket's path
SECONDS = 5.0
STARTS_WITHIN = 10.0

CONFIG = """\
global
    maxconn 2000
    log stdout format raw local0
    stats socket {folder}/haproxy.sock mode 600 level admin
    server-state-file {folder}/servers.state

defaults
    mode http
    log global
    # backend, server, status, active milliseconds, how it ended: no address and no id of anybody
    log-format "R %b %s %ST %Ta %tsc"
    option forwardfor
    option redispatch 1
    retries 2
    retry-on conn-failure empty-response 502 503
    load-server-state-from-file global
    timeout connect 2s
    timeout http-request 10s
    timeout client 30s
    timeout server 15s
    timeout queue 10s

frontend sigap
    bind {address}
    http-request disable-l7-retry if !METH_GET !METH_HEAD
    # a visitor keeps their bucket for as long as the browser keeps this cookie; a log-in does not move them
    http-request set-var(txn.who) req.cook(sigap_bucket)
    http-request set-var(txn.new) uuid() if !{{ var(txn.who) -m found }}
    http-request set-var(txn.who) var(txn.new) if {{ var(txn.new) -m found }}
    acl came_without var(txn.new) -m found
    http-response add-header Set-Cookie "sigap_bucket=%[var(txn.new)]; {cookie}" if came_without
    http-request set-var(txn.bucket) var(txn.who),xxh32,mod(100)
    http-request set-var(txn.live) str(live),map({folder}/canary.map,blue)
    http-request set-var(txn.canary) str(canary),map({folder}/canary.map,none)
    http-request set-var(txn.percent) str(percent),map({folder}/canary.map,0)
    acl forced req.hdr(X-Rilis) -m str {key}
    acl canary_up var(txn.canary),nbsrv gt 0
    acl chosen var(txn.bucket),sub(txn.percent) lt 0
    http-request set-var(txn.to) var(txn.live)
    http-request set-var(txn.to) var(txn.canary) if canary_up forced
    http-request set-var(txn.to) var(txn.canary) if canary_up chosen
    http-request del-header X-Rilis
    # nobody is there to answer: decently, and with the time to come back
{errors}    use_backend %[var(txn.to)]

{backends}"""
PAGE = Path(__file__).resolve().parents[3] / "deploy" / "pages" / "unavailable.html"
ERROR_PAGE = """\
    http-error status {status} content-type "text/html; charset=utf-8" file "{page}" hdr Retry-After 10 hdr Cache-Control no-store
"""  # noqa: E501  one line for HAProxy
COOKIE = "Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax"
BACKEND = """\
backend {colour}
    option httpchk GET /healthz
    default-server check inter 1s fall 2 rise 2 observe layer4 error-limit 1 on-error mark-down
    server own 127.0.0.1:{port} disabled
    server jaga 127.0.0.1:{other} disabled backup

"""


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
        """Nothing when it runs; raises SwitchFailed with what HAProxy says."""
        if self.is_running():
            return
        program = shutil.which("haproxy", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
        if program is None:
            raise SwitchFailed(N_("haproxy tidak terpasang: apt-get install haproxy"))
        if len(bytes(self.folder / "haproxy.sock")) > LONGEST_SOCKET:
            raise SwitchFailed(f"{self.folder}/haproxy.sock: jalur soket lebih dari {LONGEST_SOCKET} byte")
        self._write_config()
        checked = subprocess.run([program, "-c", "-f", self._config], capture_output=True, text=True, check=False)
        if checked.returncode:
            raise SwitchFailed(checked.stderr.strip()[-500:])
        with self.log.open("ab") as log:
            command = [program, "-W", "-f", self._config, "-p", str(self.folder / "haproxy.pid")]
            subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        deadline = time.monotonic() + STARTS_WITHIN
        while not self.is_running():
            if time.monotonic() > deadline:
                raise SwitchFailed(N_("HAProxy tidak menjawab; lihat %(log)s", log=str(self.log)))
            time.sleep(0.1)

    def stop(self) -> None:
        try:
            os.kill(int((self.folder / "haproxy.pid").read_text().split()[0]), signal.SIGTERM)
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
        said = self.ask(*commands).strip()
        if said and "changed from" not in said:
            raise SwitchFailed(N_("HAProxy menolak: %(answer)s", answer=said))

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
        """The colour's server, and the other colour's stand-in for it, at this port."""
        other = COLOURS[1 - COLOURS.index(colour)]
        for server in (f"{colour}/own", f"{other}/jaga"):
            self.ask(f"set server {server} addr 127.0.0.1 port {port}")
            if self._row(server).get("addr") != f"127.0.0.1:{port}":
                raise SwitchFailed(N_("%(server)s tidak berpindah ke port %(port)s", server=server, port=port))

    def enable(self, server: str) -> None:
        self.tell(f"set server {server} state ready")

    def is_enabled(self, server: str, port: int) -> bool:
        """It stands at this port and is not in maintenance."""
        row = self._row(server)
        return row.get("addr") == f"127.0.0.1:{port}" and not row.get("status", "MAINT").startswith("MAINT")

    def disable(self, server: str) -> None:
        """Nobody goes there any more, cookie or not; read back."""
        self.tell(f"set server {server} state maint")
        if self.state_of(server) != "MAINT":
            raise SwitchFailed(N_("%(server)s masih %(state)s", server=server, state=self.state_of(server)))

    def state_of(self, server: str) -> str:
        """UP, DOWN, MAINT … of `backend/server`."""
        return self._row(server).get("status", "").split()[0] if self._row(server) else ""

    def running_requests(self, server: str) -> int:
        return int(self._row(server).get("scur") or 0)

    def save_state(self) -> None:
        (self.folder / "servers.state").write_text(self.ask("show servers state"))

    @property
    def _config(self) -> str:
        return str(self.folder / "haproxy.cfg")

    def _row(self, server: str) -> dict[str, str]:
        table = csv.DictReader(io.StringIO(self.ask("show stat").lstrip("# ")))
        backend, name = server.split("/")
        return next((row for row in table if (row["pxname"], row["svname"]) == (backend, name)), {})

    def _write_config(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        map_file = self.folder / "canary.map"
        if not map_file.exists():
            _write(map_file, {"live": COLOURS[0], "canary": "none", "percent": "0"})
        (self.folder / "servers.state").touch()
        blocks = [BACKEND.format(colour=colour, port=1 + n, other=2 - n) for n, colour in enumerate(COLOURS)]
        text = CONFIG.format(
            folder=self.folder,
            address=self.address,
            key=self.key,
            cookie=COOKIE,
            errors="".join(ERROR_PAGE.format(status=status, page=PAGE) for status in (502, 503, 504)),
            backends="".join(blocks),
        )
        Path(self._config).write_text(text)


def _write(file: Path, values: dict[str, str]) -> None:
    part = file.with_suffix(".part")
    part.write_text("".join(f"{name} {value}\n" for name, value in values.items()))
    part.replace(file)
