"""Pictures from strangers: measured before they are decoded, then drawn anew so that nothing else survives."""

import io
import warnings

import filetype

from app.core.errors import Invalid
from app.core.i18n import N_

TYPES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
LONGEST_SIDE = 12_000
MOST_PIXELS = 40_000_000
KEPT_SIDE = 2_000
QUALITY = 85

NO_PICTURE = N_("Berkas ini bukan foto JPEG, PNG atau WebP. Pilih foto lain.")
BROKEN = N_("Foto ini rusak atau tidak lengkap. Ambil foto lagi lalu kirim ulang.")
TOO_LARGE = N_("Ukuran foto terlalu besar (paling banyak 40 megapiksel). Kecilkan dulu lalu kirim lagi.")


def is_picture(content: bytes) -> bool:
    kind = filetype.guess(content[:512])
    return kind is not None and kind.mime in TYPES


def redraw(content: bytes) -> bytes:
    """JPEG of the same picture, upright, at most 2000 px, without EXIF, GPS, comment or anything appended.

    Raises Invalid. The same bytes in give the same bytes out, so a picture sent twice has one hash.
    """
    kind = filetype.guess(content[:512])
    if kind is None or kind.mime not in TYPES:
        raise Invalid(NO_PICTURE)
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415  heavy; most requests carry no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[TYPES[kind.mime]]) as picture:
                _require_size(picture.width, picture.height)
                picture.draft("RGB", (KEPT_SIDE, KEPT_SIDE))  # a JPEG decodes straight to a smaller size
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((KEPT_SIDE, KEPT_SIDE))
                return _as_jpeg(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Invalid(TOO_LARGE) from None
    except UnidentifiedImageError:
        raise Invalid(NO_PICTURE) from None
    except Invalid:
        raise
    except Exception:  # noqa: BLE001  Pillow's decoders raise what they like on broken input
        raise Invalid(BROKEN) from None


def _require_size(width: int, height: int) -> None:
    if max(width, height) > LONGEST_SIDE or width * height > MOST_PIXELS:
        raise Invalid(TOO_LARGE)
    if min(width, height) < 1:
        raise Invalid(BROKEN)


def _as_jpeg(picture: object) -> bytes:
    """Onto white paper: a see-through signature stays readable, and no field of the source is carried over."""
    from PIL import Image  # noqa: PLC0415

    layered = picture.convert("RGBA") if picture.mode in {"RGBA", "LA", "PA", "P"} else picture.convert("RGB")  # type: ignore[attr-defined]
    paper = Image.new("RGB", layered.size, "white")
    paper.paste(layered, mask=layered.getchannel("A") if layered.mode == "RGBA" else None)
    paper.info = {}  # Pillow would write a comment found here back into the file
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
