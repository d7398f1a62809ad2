"""The supervisor: supervisord in front, asked to start parts in order, stopped without leaving anybody behind."""

import ctypes
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import cast
from xmlrpc.client import Fault, ServerProxy

import psutil
from supervisor.xmlrpc import SupervisorTransport  # pyright: ignore[reportMissingTypeStubs]

from app.launch.directories import forget_socket_folder
from app.launch.process_runner import as_part
from app.launch.processes.parts import CHECKOUT, Part, supervisor_socket
from app.launch.start_error import CannotStart
from app.launch.waiting import wait_until

PR_SET_CHILD_SUBREAPER = 36
STOP_SECONDS = 90


class Supervisor:
    """One running supervisord and everything below it."""

    def __init__(self, instance: Path, config: Path, environment: dict[str, str]) -> None:
        """Start supervisord; it starts no part by itself."""
        self.instance = instance
        _adopt_orphans()
        socket = supervisor_socket(instance)
        socket.unlink(missing_ok=True)
        command = [sys.executable, "-m", "supervisor.supervisord", "--nodaemon", "--configuration", str(config)]
        # a session of its own: Ctrl-C reaches only us, and we stop the parts in order
        self.process = subprocess.Popen(
            as_part("supervisor", command),
            cwd=CHECKOUT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._rpc = ServerProxy(
            "http://127.0.0.1", transport=SupervisorTransport(None, None, f"unix://{socket}")
        ).supervisor
        self._await_socket(socket)

    def _await_socket(self, socket: Path) -> None:
        started = wait_until(lambda: socket.exists() or self.process.poll() is not None, "supervisord")
        if not started or self.process.poll() is not None:
            msg = f"The supervisor did not start; see {self.instance / 'log' / 'supervisord.log'}."
            raise CannotStart(msg)

    def start(self, parts: list[Part]) -> None:
        """Start parts without waiting for them."""
        for part in parts:
            try:
                self._rpc.startProcess(part.name, False)  # noqa: FBT003
            except Fault as fault:
                msg = f"The part '{part.name}' does not start: {fault.faultString}."
                raise CannotStart(msg) from None

    def is_alive(self) -> bool:
        """Tell whether supervisord runs, and reap adopted processes that have ended."""
        for child in psutil.Process().children():
            if child.pid != self.process.pid and _has_ended(child):
                _reap(child.pid)
        return self.process.poll() is None

    def is_part_alive(self, name: str) -> bool:
        """Whether a part runs or is starting; False between its end and its next start. Raises CannotStart."""
        if not self.is_alive():
            msg = f"The supervisor ended; see {self.instance / 'log' / 'supervisord.log'}."
            raise CannotStart(msg)
        try:
            return self._rpc.getProcessInfo(name)["statename"] in {"STARTING", "RUNNING"}  # type: ignore[index]
        except (Fault, OSError):
            return False

    def stop(self) -> None:
        """Stop the parts in order, then whatever a killed part had left running."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        left = psutil.Process().children(recursive=True)
        _, stubborn = psutil.wait_procs(left, timeout=3)
        for process in stubborn:
            process.kill()
        psutil.wait_procs(stubborn, timeout=3)
        for file in (self.instance / "run").glob("*.pid"):
            file.unlink(missing_ok=True)
        forget_socket_folder(supervisor_socket(self.instance).parent)

    def kill(self) -> None:
        """End everything at once, for the impatient second Ctrl-C."""
        for process in psutil.Process().children(recursive=True):
            process.kill()


def log_tail(file: Path, since: int = 0, lines: int = 8) -> str:
    """Return the last lines of a log, written after byte `since`, for a message that says what went wrong."""
    try:
        return "\n".join(file.read_bytes()[since:].decode(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def _adopt_orphans() -> None:
    """Make orphans below us our children (Linux), such as the running job of a killed worker, so that none is lost."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _has_ended(process: psutil.Process) -> bool:
    try:
        return cast("str", process.status()) == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _reap(pid: int) -> None:
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
