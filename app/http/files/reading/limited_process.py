"""Files from outside are opened in child processes with limits of memory and time, few at a time on this machine.

A picture of 160 kB may unfold to half a gigabyte and a table of 200 kB may keep a reader busy for a minute. Here that
ends with the child, and the number of children is bounded for all processes of this machine together by file locks.
"""

import contextlib
import fcntl
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from app.core.errors import Invalid
from app.core.i18n import N_

AT_ONCE = 2
PATIENCE_SECONDS = 4.0  # an honest photo takes a third of a second; a web thread waits no longer than this
LOOK_AGAIN_SECONDS = 0.05
CLOCK_SECONDS = 30  # on the clock of a busy machine; computing has a limit of its own


class Busy(Invalid):
    """All places are taken; nothing was kept and the same file may be sent again. Forms show it beside their field."""

    code = "busy"
    status = 503

    def __init__(self) -> None:
        super().__init__(N_("Sedang banyak berkas yang diproses. Coba lagi sebentar."))


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one child: `megabytes` of addresses (not only what is in use), `seconds` of computing."""

    megabytes: int
    seconds: int


@contextlib.contextmanager
def place(patience: float | None = None) -> Generator[None]:
    """One of the machine's places for opening files, given back also when this process is killed; raises Busy."""
    until = time.monotonic() + (PATIENCE_SECONDS if patience is None else patience)
    while (taken := _take_a_place()) is None:
        if time.monotonic() >= until:
            raise Busy
        time.sleep(LOOK_AGAIN_SECONDS)
    try:
        yield
    finally:
        os.close(taken)


def run_limited(script: Path, content: bytes, *arguments: str, limits: Limits) -> tuple[int, bytes]:
    """Exit code and output of `python script MEGABYTES SECONDS ARGUMENTS…`; -1 when it was ended by a limit or crashed.

    Call it inside `place()`. The script sees the content as its standard input, and no environment.
    """
    command = [sys.executable, "-I", str(script), str(limits.megabytes), str(limits.seconds), *arguments]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=CLOCK_SECONDS, check=False, env={})  # noqa: S603  our own
    except subprocess.TimeoutExpired:
        return -1, b""
    return (done.returncode, done.stdout) if done.returncode >= 0 else (-1, b"")


def _take_a_place() -> int | None:
    """An open file that is locked until it is closed; None when all are."""
    for number in range(AT_ONCE):
        handle = os.open(lock_folder() / f"place-{number}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(handle)
        else:
            return handle
    return None


def lock_folder() -> Path:
    """Shared by all processes of this system user."""
    folder = Path(tempfile.gettempdir()) / f"sigap-files-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
