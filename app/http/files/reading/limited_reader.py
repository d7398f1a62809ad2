"""One child process for many files, each with the limits. Starting Python costs 80 ms, a fork for each file 5 ms."""

import contextlib
import os
import select
import subprocess
import sys
import time
from pathlib import Path

from app.http.files.reading.limited_process import CLOCK_SECONDS, Limits

AT_ONCE = 1 << 20  # bytes read from the pipe
LARGE = 1 << 20  # bytes of a file that may leave the memory of its reader in pieces: the next gets a new one


class LimitedReader:
    """For a worker, which reads one file after the other: never from two threads. It ends with its worker."""

    def __init__(self, script: Path, limits: Limits) -> None:
        """`script` is started as `python script MEGABYTES SECONDS serve` with the first question."""
        self._command = [sys.executable, "-I", str(script), str(limits.megabytes), str(limits.seconds), "serve"]
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0  # a forked worker does not use the pipes of its parent

    def ask(self, content: bytes) -> tuple[int, bytes]:
        """Exit code and answer; -1 when it was ended by a limit, by the clock or crashed."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(b"%d\n" % len(content))
            process.stdin.write(content)  # by itself: 25 MB are not copied once more
            process.stdin.flush()
            code, answer = _read_answer(process.stdout.fileno(), time.monotonic() + CLOCK_SECONDS)
        except (OSError, ValueError):
            self._end(process)
            return -1, b""
        if len(content) > LARGE:
            self._end(process)
        return (code, answer) if code >= 0 else (-1, b"")

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            self._process = subprocess.Popen(self._command, env={}, process_group=0, **pipes)  # noqa: S603  our own
            self._owner = os.getpid()
        return self._process

    def _end(self, process: "subprocess.Popen[bytes]") -> None:
        """Its pipes are closed."""
        with contextlib.suppress(OSError, ValueError):
            process.kill()
            process.communicate()
        self._process = None


def _read_answer(pipe: int, until: float) -> tuple[int, bytes]:
    """A line with the exit code and the number of bytes, then the bytes. Raises OSError, ValueError."""
    received = bytearray()
    while b"\n" not in received:
        received += _read_some(pipe, until)
    head, _, rest = bytes(received).partition(b"\n")
    code, size = map(int, head.split())
    content = bytearray(rest)
    while len(content) < size:
        content += _read_some(pipe, until)
    return code, bytes(content)


def _read_some(pipe: int, until: float) -> bytes:
    readable, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
    some = os.read(pipe, AT_ONCE) if readable else b""
    if not some:
        raise TimeoutError
    return some
