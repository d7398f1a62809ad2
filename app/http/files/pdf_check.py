"""PDF papers from people: kept as they are, so they must not be able to do anything."""

import subprocess
import sys
from pathlib import Path

from app.core.errors import Invalid
from app.core.i18n import N_

READER = str(Path(__file__).with_name("pdf_parts.py"))
MOST_COMPUTING = 5  # seconds of the reader's own
MOST_SECONDS = 20  # on the clock of a busy machine

BROKEN = N_("PDF ini rusak atau tidak dapat dibaca. Simpan ulang lalu unggah lagi.")
LOCKED = N_("PDF ini dikunci dengan kata sandi. Unggah berkas tanpa kata sandi.")
ACTIVE = N_("PDF ini berisi skrip atau lampiran tersembunyi, jadi tidak diterima. Cetak ulang sebagai PDF biasa.")
COMPLAINTS = {"locked": LOCKED, "active": ACTIVE}


def is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def require_plain(content: bytes) -> None:
    """Raises Invalid for a PDF that cannot be read, is locked, or carries a script, launcher or hidden file."""
    verdict = _judge(content)
    if verdict != "plain":
        raise Invalid(COMPLAINTS.get(verdict, BROKEN))


def _judge(content: bytes) -> str:
    """One word from a process of its own, which a bomb may fill or keep busy without harm to anybody."""
    reader = [sys.executable, "-I", READER, str(MOST_COMPUTING)]
    try:
        done = subprocess.run(reader, input=content, capture_output=True, timeout=MOST_SECONDS, check=False, env={})  # noqa: S603  our own
    except subprocess.TimeoutExpired:
        return "broken"
    return done.stdout.decode("ascii", "replace") if done.returncode == 0 else "broken"
