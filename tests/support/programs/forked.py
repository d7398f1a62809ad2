"""Start our Python programs by forking a process that has imported the application: 3 s of processor time saved each.

multiprocessing's fork server, with its own environment and no threads; a child becomes the program as `python -m` would.
"""

from __future__ import annotations

import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Sequence
from multiprocessing import forkserver
from pathlib import Path

from app.launch.process_runner import MARK, stop_with_parent
from tests.support.compiled_templates import folder, share_compiled_templates
from tests.support.moved_clock import moving_variables

ROOT = Path(__file__).parents[3]
PYTHON_PATH = f"{ROOT / 'tests/support/offline_site'}:{ROOT}"
PRELOADED = [
    "app.factory",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "rq",
    "tests.support.programs.forked",
]


class ForkedProcess:
    """A running program with the part of subprocess.Popen that tests use."""

    def __init__(
        self, name: str, module: str, arguments: Sequence[str], environment: dict[str, str], log: Path
    ) -> None:
        """Fork it; standard input is empty, both outputs go to the log."""
        server = multiprocessing.get_context("forkserver")
        _ensure_server()
        given = (module, list(arguments), {**environment, MARK: name}, str(log), folder())
        self._process = server.Process(target=_become, args=given, daemon=True)
        self._process.start()
        self.pid = self._process.pid or 0

    @property
    def returncode(self) -> int | None:
        """Its exit code, negative after a signal; None while it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(self._process.name, timeout or 0)
        return self.returncode

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)


def _ensure_server() -> None:
    """Its environment is that of the moment it starts, once per test process."""
    multiprocessing.set_forkserver_preload(PRELOADED)
    before = dict(os.environ)
    os.environ |= {"PYTHONPATH": PYTHON_PATH, "PYTHONUNBUFFERED": "1", **moving_variables()}
    try:
        forkserver.ensure_running()
    finally:
        os.environ.clear()
        os.environ.update(before)


def _become(module: str, arguments: list[str], environment: dict[str, str], log: str, templates: str) -> None:
    os.setsid()
    stop_with_parent(signal.SIGTERM)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(output, stream)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    share_compiled_templates(templates)
    sys.argv = [module, *arguments]
    multiprocessing.current_process()._config["daemon"] = False  # it may have children of its own
    runpy.run_module(module, run_name="__main__", alter_sys=True)
