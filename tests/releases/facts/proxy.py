"""HAProxy before two colours that answer with their name, for tests of what its runtime socket does."""

import http.client
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from app.releases.rollout.haproxy import Switch
from tests.support.programs.processes import need_program

CONFIG = """
global
    stats socket {folder}/haproxy.sock mode 600 level admin
    server-state-file {folder}/servers.state
defaults
    mode http
    load-server-state-from-file global
    timeout connect 2s
    timeout client 10s
    timeout server 10s
frontend front
    bind 127.0.0.1:{front}
    http-request set-var(txn.percent) str(percent),map({folder}/share.map,0)
    http-response set-header Percent %[var(txn.percent)]
    default_backend app
backend app
    balance roundrobin
    cookie SRV insert indirect
    stick-table type string size 10 store http_req_cnt,http_fail_cnt
    http-request track-sc0 str(all)
    default-server inter 1s fall 2 rise 2
    server blue 127.0.0.1:{blue} weight 100 cookie blue check
    server green 127.0.0.1:{green} weight 100 cookie green check
    server none 127.0.0.1:{green} weight 0
"""


class Colour(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        name: bytes = self.server.colour  # type: ignore[attr-defined]
        self.send_response(500 if self.path == "/ill" else 200)
        self.send_header("Content-Length", str(len(name)))
        self.end_headers()
        self.wfile.write(name)

    def log_message(self, *_: object) -> None:
        pass


class Proxy:
    """HAProxy before two colours that answer with their name."""

    def __init__(self, folder: Path, ports: dict[str, int]) -> None:
        self.folder, self.switch, self.ports = folder, Switch(folder, ""), ports
        (folder / "haproxy.cfg").write_text(CONFIG.format(folder=folder, **ports))
        (folder / "share.map").write_text("percent 10\n")
        (folder / "servers.state").touch()
        self.start()

    def start(self) -> None:
        command = [need_program("haproxy"), "-db", "-f", str(self.folder / "haproxy.cfg")]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        wait_for(self.switch.is_running)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def get(self, path: str = "/", **headers: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.ports["front"], timeout=10)
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        answer.said = answer.read().decode()  # type: ignore[attr-defined]
        line.close()
        return answer

    def asked(self, count: int, **headers: str) -> Counter[str]:
        return Counter(self.get(**headers).said for _ in range(count))  # type: ignore[attr-defined]

    def weights(self, blue: object, green: object) -> None:
        self.switch.tell(f"set server app/blue weight {blue}", f"set server app/green weight {green}")


def wait_for(what: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)
