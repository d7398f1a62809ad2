"""Starting and stopping one colour: gunicorn of one checkout on one port."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psutil

from app.core.i18n import N_
from app.releases.rollout.state import Build

GUNICORN = Path(__file__).resolve().parents[3] / "deploy" / "gunicorn.conf.py"
READY_WITHIN = 60.0  # seconds
WARM_UP = 20  # requests
OK = 200


class BuildFailed(Exception):
    """This version does not start, is not ready, or fails its smoke test: no visitor was sent to it."""


def start_build(
    build: Build,
    environment: Mapping[str, str],
    log: Path,
    *,
    ready: str,
    within: float,
    started: Callable[[], None] = lambda: None,
) -> None:
    """Start it on a free port and wait until `ready` answers 200; raises BuildFailed and leaves nothing running.

    `started` is called as soon as there is a process, so that it is known when this one is killed while it waits.
    """
    build.port = _free_port()
    command = [python_of(build), "-m", "gunicorn", "--chdir", build.folder, "--config", str(GUNICORN), "wsgi:app"]
    given = {**os.environ, **environment, "HOST": "127.0.0.1", "PORT": str(build.port)}
    for name in ("FLASK_RUN_FROM_CLI", "OWNER_DATABASE_URL"):  # what serves visitors never holds the owner's password
        given.pop(name, None)
    with log.open("ab") as output:
        process = subprocess.Popen(
            command, env=given, cwd=build.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    build.pid = process.pid
    started()
    deadline = time.monotonic() + within
    while status_of(build, ready) != OK:
        if process.poll() is not None or time.monotonic() > deadline:
            stop_build(build)
            raise BuildFailed(
                N_("%(version)s tidak siap (%(page)s); lihat %(log)s", version=build.version, page=ready, log=str(log))
            )
        time.sleep(0.2)


def python_of(build: Build) -> str:
    """Its own virtual environment, or the one that runs."""
    own = Path(build.folder) / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def warm_up(build: Build, page: str) -> None:
    for _ in range(WARM_UP):
        status_of(build, page)


def status_of(build: Build, page: str, timeout: float = 5.0) -> int:
    """0 where nothing answers in time."""
    return status_at(f"http://127.0.0.1:{build.port}{page}", {}, timeout)


def status_at(address: str, headers: Mapping[str, str], timeout: float = 5.0) -> int:
    request = urllib.request.Request(address, headers=dict(headers))  # noqa: S310  our own addresses
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except (OSError, urllib.error.URLError):
        return 0


def is_alive(build: Build) -> bool:
    return _master(build) is not None


def memory_mb(build: Build) -> float | None:
    """Resident memory of its processes together."""
    try:
        master = _master(build)
        family = [master, *master.children(recursive=True)] if master else []
        return sum(one.memory_info().rss for one in family) / 2**20 if family else None
    except psutil.Error:
        return None


def stop_build(build: Build, seconds: float = 15.0) -> None:
    """TERM lets running requests finish; what is hung is killed."""
    master = _master(build)
    if master is not None:
        stop_processes([master], seconds)
    build.pid = 0


def stop_processes(processes: Sequence[psutil.Process], seconds: float) -> None:
    """TERM to each; what of them and below them is left after `seconds` is killed."""
    family: list[psutil.Process] = []
    for process in processes:
        try:
            family += [process, *process.children(recursive=True)]
            process.terminate()
        except psutil.Error:
            continue
    _, left = psutil.wait_procs(family, timeout=seconds)
    for process in left:
        try:
            process.kill()
        except psutil.Error:
            continue


def _master(build: Build) -> psutil.Process | None:
    """Its first process; after a restart of the machine somebody else may have its number."""
    try:
        process = psutil.Process(build.pid) if build.pid else None
        is_ours = process is not None and build.folder in process.cmdline() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return None
    return process if is_ours else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
