"""`make run` as a person meets it: one start, parts that come back, one Ctrl-C, and the data are still there."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from urllib.request import urlopen

import psutil
import psycopg
import pytest

from app.launch.directories import server_home
from app.launch.servers.postgres import EmbeddedPostgres
from tests.support.programs.live import ROOT, free_port

pytestmark = pytest.mark.slow

PARTS = ("postgres", "redis", "web", "worker-messages", "worker", "worker-slow", "scheduler")
Run = Callable[[Path, int], "subprocess.Popen[str]"]


@pytest.fixture
def instance(tmp_path: Path) -> Generator[Path]:
    """Return a folder to run in; root's temporary folders are private, so its servers live elsewhere."""
    folder = tmp_path / "instance"
    yield folder
    shutil.rmtree(server_home(folder), ignore_errors=True)


@pytest.fixture
def run() -> Generator[Run]:
    """Start `python -m app.launch` as `make run` does, with output in a pipe; killed at the end if need be."""
    started: list[subprocess.Popen[str]] = []

    def start(instance: Path, port: int) -> "subprocess.Popen[str]":
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        wanted = {"INSTANCE_DIR": str(instance), "PORT": str(port), "SIGAP_DEMO": "0", "PASSWORD_WORK": "cheap"}
        launcher = subprocess.Popen(
            [sys.executable, "-m", "app.launch"],
            cwd=ROOT,
            env={**kept, **wanted},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started.append(launcher)
        return launcher

    yield start
    for launcher in started:
        if launcher.poll() is None:
            launcher.terminate()
            launcher.wait(60)


def _await_banner(launcher: "subprocess.Popen[str]") -> None:
    assert launcher.stdout
    said = []
    for line in launcher.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            return
    pytest.fail(f"no banner: {''.join(said)}")


def _pid(instance: Path, part: str) -> int:
    return int((instance / "run" / f"{part}.pid").read_text())


def _await(what: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def _is_back(instance: Path, part: str, killed: int) -> bool:
    pid = _pid(instance, part)
    return pid != killed and psutil.pid_exists(pid)


def _is_ready(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def _stop(launcher: "subprocess.Popen[str]", with_signal: signal.Signals = signal.SIGINT) -> None:
    everybody = psutil.Process(launcher.pid).children(recursive=True)
    launcher.send_signal(with_signal)
    assert launcher.wait(60) == 0
    _assert_gone(everybody, seconds=30)


def _assert_gone(processes: list[psutil.Process], seconds: float) -> None:
    _await(lambda: not any(_is_alive(process) for process in processes), seconds)


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_one_start_one_killed_part_that_comes_back_and_one_stop(instance: Path, run: Run) -> None:
    port = free_port()
    launcher = run(instance, port)
    _await_banner(launcher)
    assert _is_ready(port)
    _refuses_a_second_run(launcher, run(instance, free_port()))
    _killed_parts_come_back(instance, port, "scheduler")
    _stop(launcher)
    assert list((instance / "run").glob("*.pid")) == []


@pytest.mark.drill
def test_an_instance_lives_through_kills_and_starts(instance: Path, run: Run) -> None:
    """One life from the first start to the last, for every start costs seconds."""
    port = free_port()
    launcher = run(instance, port)
    _await_banner(launcher)
    assert _is_ready(port)
    _killed_parts_come_back(instance, port, *PARTS)

    database, secret = EmbeddedPostgres(server_home(instance)).url(), (instance / "secret_key").read_text()
    with psycopg.connect(database) as connection:
        connection.execute("CREATE TABLE note AS SELECT 'kept' AS word")
    _stop(launcher)
    assert list((instance / "run").glob("*.pid")) == []

    again = run(instance, port)
    _await_banner(again)
    with psycopg.connect(database) as connection:
        assert connection.execute("SELECT word FROM note").fetchone() == ("kept",)
    assert (instance / "secret_key").read_text() == secret
    _stop(again, signal.SIGTERM)

    killed = run(instance, port)
    _await_banner(killed)
    _nobody_outlives(killed)


def _refuses_a_second_run(launcher: "subprocess.Popen[str]", second: "subprocess.Popen[str]") -> None:
    said, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert f"process {launcher.pid}" in said


def _killed_parts_come_back(instance: Path, port: int, *parts: str) -> None:
    for part in parts:
        killed = _pid(instance, part)
        os.kill(killed, signal.SIGKILL)
        _await(lambda part=part, killed=killed: _is_back(instance, part, killed))
    _await(lambda: _is_ready(port))


def _nobody_outlives(launcher: "subprocess.Popen[str]") -> None:
    everybody = psutil.Process(launcher.pid).children(recursive=True)
    launcher.kill()
    launcher.wait()
    _assert_gone(everybody, seconds=40)


def test_a_taken_port_is_refused_by_name(instance: Path, run: Run) -> None:
    with socket.socket() as squatter:
        squatter.bind(("127.0.0.1", 0))
        squatter.listen()
        refused = run(instance, squatter.getsockname()[1])
        said, _ = refused.communicate(timeout=30)
    assert refused.returncode == 1
    assert "PORT" in said
