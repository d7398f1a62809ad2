"""`python draw_process.py FOLDER MEGABYTES`: pages in by stdin, PDFs out by stdout, until stdin ends.

Each way a frame is four bytes of length (big endian) and as many bytes. An answer begins with `+` (the PDF follows)
or `-` (a sentence follows). A process of its own, because a page may need any amount of time and memory to lay out.
Only data: URIs and the typefaces in FOLDER are read; nothing of ours is imported: it starts quickly.
"""

import io
import logging
import resource
import sys
from pathlib import Path
from typing import Any

HEAD = 4


class DrawingFailed(Exception):
    """xhtml2pdf gave up on this page."""


def draw(page: str, folder: Path) -> bytes:
    """The same page gives the same bytes."""
    from reportlab import rl_config  # noqa: PLC0415  after the limit of memory is set
    from xhtml2pdf import pisa  # noqa: PLC0415
    from xhtml2pdf.config.resources import ResourceAccessPolicy  # noqa: PLC0415

    rl_config.invariant = 1  # no clock and no random id in the file
    policy = ResourceAccessPolicy.server(base_dir=folder, allow_remote=False)
    out = io.BytesIO()
    at = str(folder / "page.html")  # relative addresses of typefaces start here
    status: Any = pisa.CreatePDF(page, dest=out, path=at, encoding="utf-8", resource_policy=policy)
    if status.err:
        raise DrawingFailed(str(status.log)[:300])
    return out.getvalue()


def main(folder: Path, megabytes: int) -> None:
    """Answer frame after frame; a page that fails is answered with why."""
    limit = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    logging.disable(logging.CRITICAL)
    received, sent = sys.stdin.buffer, sys.stdout.buffer
    while head := received.read(HEAD):
        page = received.read(int.from_bytes(head, "big")).decode()
        try:
            answer = b"+" + draw(page, folder)
        except Exception as problem:  # noqa: BLE001  layout code raises whatever it likes, MemoryError included
            answer = b"-" + f"{type(problem).__name__}: {problem}"[:300].encode()
        sent.write(len(answer).to_bytes(HEAD, "big") + answer)
        sent.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
