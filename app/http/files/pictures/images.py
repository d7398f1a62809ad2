"""Pictures from outside: drawn anew in a limited process, so that nothing but the picture survives."""

from pathlib import Path
from typing import Literal

from app.core.errors import Invalid
from app.core.i18n import N_
from app.http.files.reading.limited_process import Busy, Limits, lock_folder, place, run_limited

SCRIPT = Path(__file__).with_name("image_process.py")
LIMITS = Limits(megabytes=512, seconds=20)
Mode = Literal["photo", "square", "signature", "emblem"]

NO_PICTURE = N_("Berkas ini bukan foto JPEG, PNG, WebP atau HEIC. Pilih foto lain.")
BROKEN = N_("Foto ini rusak atau tidak lengkap. Ambil foto lagi lalu kirim ulang.")
TOO_LARGE = N_("Ukuran foto terlalu besar. Kecilkan dulu lalu kirim lagi.")
EMPTY = N_("Tanda tangan masih kosong. Minta pelanggan menandatangani di kotak.")
TOO_MANY_PIXELS, BUSY = 4, 7
REFUSALS = {3: NO_PICTURE, TOO_MANY_PIXELS: TOO_LARGE, 6: EMPTY}
_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}


def is_picture(content: bytes) -> bool:
    """By its first bytes."""
    head = content[:12]
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head[4:8] == b"ftyp" and head[8:12] in _HEIC)
    )


def redraw(content: bytes, mode: Mode = "photo") -> bytes:
    """The same picture, upright and small, without EXIF, GPS, comment or anything appended: JPEG, an emblem PNG.

    Raises Invalid, and Busy when too many pictures are being opened on this machine.
    """
    if not is_picture(content):
        raise Invalid(NO_PICTURE)
    with place():
        code, drawn = run_limited(SCRIPT, content, mode, str(lock_folder() / "large"), limits=LIMITS)
    if code == BUSY:
        raise Busy
    if code == TOO_MANY_PIXELS and drawn.isdigit():
        text = N_(
            "Ukuran foto terlalu besar: paling banyak %(most)s megapiksel untuk foto sejenis ini dan 20.000 piksel per"
            " sisi. Kecilkan dulu lalu kirim lagi.",
            most=drawn.decode(),
        )
        raise Invalid(text)
    if code:
        raise Invalid(REFUSALS.get(code, BROKEN))
    return drawn
