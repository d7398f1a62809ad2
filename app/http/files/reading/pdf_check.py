"""PDFs from outside are stored as they are, so they must not be able to do anything."""

from pathlib import Path

from app.core.errors import Invalid
from app.core.i18n import N_
from app.http.files.reading.limited_process import Limits, place, run_limited

SCRIPT = Path(__file__).with_name("pdf_check_process.py")
LIMITS = Limits(megabytes=512, seconds=5)

BROKEN = N_("PDF ini rusak atau tidak dapat dibaca. Simpan ulang lalu unggah lagi.")
LOCKED = N_("PDF ini dikunci dengan kata sandi. Unggah berkas tanpa kata sandi.")
ACTIVE = N_(
    "PDF ini berisi skrip, lampiran tersembunyi atau membuka alamat sendiri, jadi tidak diterima. "
    "Cetak ulang sebagai PDF biasa."
)
COMPLAINTS = {"locked": LOCKED, "active": ACTIVE}


def is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-")


def require_plain(content: bytes) -> None:
    """Raises Invalid for a PDF that cannot be read, is locked, carries a script or hidden file, or acts by itself."""
    verdict = _judge(content)
    if verdict != "plain":
        raise Invalid(COMPLAINTS.get(verdict, BROKEN))


def _judge(content: bytes) -> str:
    """One word from a process of its own, which a bomb may fill or keep busy without harm to anybody."""
    with place():
        code, verdict = run_limited(SCRIPT, content, limits=LIMITS)
    return verdict.decode("ascii", "replace") if code == 0 else "broken"
