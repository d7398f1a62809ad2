"""A reload under load with and without the state file, and a colour that takes itself out by its agent."""

import os
import signal
import socketserver
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.releases.rollout.haproxy import Switch
from tests.releases.facts.proxy import CONFIG, Proxy, wait_for
from tests.support.programs.live import free_port
from tests.support.programs.processes import need_program

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("real_clock")]


class Master(Proxy):
    """In master-worker mode, as ours runs: USR2 reloads it."""

    def start(self) -> None:
        command = [need_program("haproxy"), "-W", "-f", str(self.folder / "haproxy.cfg")]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        wait_for(self.switch.is_running)

    def reload(self) -> None:
        """Until the newer process is the one that answers; a master that is just starting loses the signal."""
        before, asked_at = self._pid(), 0.0

        def is_new() -> bool:
            nonlocal asked_at
            if time.monotonic() - asked_at > 5:
                os.kill(self.process.pid, signal.SIGUSR2)
                asked_at = time.monotonic()
            return self._pid() not in {"", before}

        wait_for(is_new)

    def _pid(self) -> str:
        lines = self.switch.ask("show info").splitlines() if self.switch.is_running() else []
        return next((line for line in lines if line.startswith("Pid:")), "")

    @contextmanager
    def visitors(self) -> Iterator[list[tuple[int, float]]]:
        """Four people, each with a new connection for each visit: status (0: refused) and seconds."""
        got: list[tuple[int, float]] = []
        over = threading.Event()

        def visit() -> None:
            while not over.is_set():
                begun = time.monotonic()
                try:
                    status = self.get().status
                except OSError:
                    status = 0
                got.append((status, time.monotonic() - begun))

        people = [threading.Thread(target=visit) for _ in range(4)]
        for one in people:
            one.start()
        try:
            yield got
        finally:
            over.set()
            for one in people:
                one.join()


@pytest.fixture
def master(colours: dict[str, int], tmp_path: Path) -> Iterator[Master]:
    made = Master(tmp_path, {**colours, "front": free_port()})
    yield made
    made.stop()


def weights(proxy: Proxy) -> tuple[str, ...]:
    return tuple(proxy.switch.ask(f"get weight app/{name}").split()[0] for name in ("blue", "green"))


def test_a_reload_under_load_refuses_nobody_and_keeps_the_shares_of_its_state_file_only(master: Master) -> None:
    with master.visitors() as got:
        for kept, wanted in ((True, ("90", "10")), (False, ("100", "100"))):
            (master.folder / "servers.state").write_text("")
            master.weights(90, 10)
            if kept:
                master.switch.save_state()
            master.reload()
            assert weights(master) == wanted
            before = len(got)
            wait_for(lambda before=before: len(got) > before + 40)  # type: ignore[misc]
    assert {status for status, _ in got} == {200}


class Agent(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.request.sendall(self.server.line + b"\n")  # type: ignore[attr-defined]


@pytest.fixture
def agent() -> Iterator[socketserver.TCPServer]:
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Agent)
    server.line = b"ready up"  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_a_colour_takes_itself_out_by_one_line_of_its_agent(
    colours: dict[str, int], agent: socketserver.TCPServer, tmp_path: Path
) -> None:
    file = tmp_path / "haproxy.cfg"
    text = CONFIG.format(folder=tmp_path, front=free_port(), **colours)
    port = agent.server_address[1]
    checked = f"cookie blue check agent-check agent-port {port} agent-inter 200ms"
    file.write_text(text.replace("cookie blue check", checked))
    (tmp_path / "share.map").write_text("percent 10\n")
    (tmp_path / "servers.state").touch()
    switch = Switch(tmp_path, "")
    process = subprocess.Popen([need_program("haproxy"), "-db", "-f", str(file)], stderr=subprocess.DEVNULL)
    try:
        wait_for(switch.is_running)
        row = lambda: switch._row("app/blue")  # noqa: E731
        for said, is_so in (
            (b"up 10%", lambda: row()["weight"] == "10"),
            (b"drain", lambda: row()["status"].startswith("DRAIN")),
            (b"ready up 50%", lambda: (row()["status"], row()["weight"]) == ("UP", "50")),
            (b"maint", lambda: row()["status"].startswith("MAINT")),
            (b"ready up 100%", lambda: (row()["status"], row()["weight"]) == ("UP", "100")),
        ):
            agent.line = said  # type: ignore[attr-defined]
            wait_for(is_so)
    finally:
        process.terminate()
        process.wait(10)
