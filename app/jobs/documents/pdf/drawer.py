"""Pages to PDFs in a child process with limits of time and memory, kept while a job draws one after the other."""

import contextlib
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from app.jobs.documents.pdf.fonts import FOLDER

SCRIPT = Path(__file__).with_name("draw_process.py")
MEGABYTES = 768
SECONDS = 40  # for one page; a hundred rows take one
HEAD = 4


class DrawingFailed(Exception):
    """This page cannot be laid out within the limits; the sentence says why."""


class PdfDrawer:
    """Starts its process with the first page, and again after one that had to be ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, at: TracebackType | None
    ) -> None:
        self._end()

    def draw(self, page: str) -> bytes:
        """The PDF of this HTML; raises DrawingFailed."""
        process = self._running()
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            answer = _ask(process, page.encode())
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        if not answer:
            self._end()
            raise DrawingFailed(f"no answer within {SECONDS} s and {MEGABYTES} MB")
        if answer[:1] != b"+":
            raise DrawingFailed(answer[1:].decode())
        return answer[1:]

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-I", str(SCRIPT), str(FOLDER), str(MEGABYTES)]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env={})  # noqa: S603  our own
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with contextlib.suppress(OSError):
                    stream.close()  # type: ignore[union-attr]


def _ask(process: subprocess.Popen[bytes], page: bytes) -> bytes:
    """b"" when the process ends instead of answering."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(len(page).to_bytes(HEAD, "big") + page)
    process.stdin.flush()
    head = process.stdout.read(HEAD)
    return process.stdout.read(int.from_bytes(head, "big")) if len(head) == HEAD else b""
