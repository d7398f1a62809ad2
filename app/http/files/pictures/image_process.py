"""`python image_process.py MEGABYTES SECONDS MODE LOCK < picture`: the picture drawn anew on standard output.

Modes: `photo` (JPEG, at most 2000 px a side), `square` (JPEG of 512 px out of the middle), `signature` (as photo,
refused when it is blank) and `emblem` (PNG that keeps its transparency, at most 1000 px a side).
Exit codes: 0 drawn, 3 no picture, 4 too many pixels (standard output: how many millions it may have), 5 broken,
6 empty, 7 busy: what unfolds to much is opened by one process at a time, the one that holds LOCK. Nothing of ours is
imported: it starts quickly.
"""

import fcntl
import io
import resource
import sys
import time
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MOST_PIXELS = {"JPEG": 120_000_000, "WEBP": 25_000_000}  # a JPEG shrinks while it is decoded
MOST_PIXELS_OTHERWISE = 50_000_000
LARGE = 64_000_000  # bytes once unfolded
MOST_UNFOLDED = 360_000_000
PATIENCE_SECONDS = 4.0
BAND = 64  # rows of the smaller picture that are made at once
LONGEST_SIDE = 20_000
SIDE, SQUARE, EMBLEM = 2_000, 512, 1_000
QUALITY = 85
INK = 160  # darker than this, of 255: somebody has drawn something
NO_PICTURE, TOO_LARGE, BROKEN, EMPTY, BUSY = 3, 4, 5, 6, 7


KEPT_OPEN: list[Any] = []


class RefusedError(Exception):
    """`args[0]`: the exit code; `args[1]`: millions of pixels that a picture of this kind may have."""


def redraw(content: bytes, mode: str, lock: str) -> bytes:
    """Upright, on white, without EXIF, GPS, comment or anything appended; the same bytes in give the same bytes out."""
    Image.MAX_IMAGE_PIXELS = None  # our own limits are by kind
    import pi_heif  # noqa: PLC0415  after the limit of memory is set

    pi_heif.register_heif_opener()
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            _require_size(picture)
            if _unfolded(picture) > LARGE:
                _wait_for(lock)
            side = EMBLEM if mode == "emblem" else SIDE
            picture.draft("RGB", (side, side))  # a JPEG decodes straight to a smaller size
            small = ImageOps.exif_transpose(_shrunk(picture, side))
    except UnidentifiedImageError:
        raise RefusedError(NO_PICTURE) from None
    if mode == "emblem":
        return _saved(small.convert("RGBA"), "PNG", optimize=True)
    flat = _on_white(small)
    if mode == "signature" and flat.convert("L").getextrema()[0] > INK:
        raise RefusedError(EMPTY)
    if mode == "square":
        flat = ImageOps.fit(flat, (SQUARE, SQUARE))
    return _saved(flat, "JPEG", quality=QUALITY, optimize=True)


def _require_size(picture: Image.Image) -> None:
    pixels, most = picture.width * picture.height, MOST_PIXELS.get(_kind(picture), MOST_PIXELS_OTHERWISE)
    if unfolded := _unfolded(picture):
        most = min(most, MOST_UNFOLDED * pixels // unfolded)
    if max(picture.size) > LONGEST_SIDE or pixels > most:
        raise RefusedError(TOO_LARGE, most // 1_000_000)
    if min(picture.size) < 1:
        raise RefusedError(BROKEN)


def _kind(picture: Image.Image) -> str:
    """A JPEG with a second picture behind it (Ultra HDR, portraits) is called MPO; the first is a JPEG like any."""
    return "JPEG" if picture.format == "MPO" else picture.format or ""


def _unfolded(picture: Image.Image) -> int:
    """How many bytes its decoder needs; a baseline JPEG shrinks as it is read, a progressive one does not."""
    if _kind(picture) == "JPEG" and not picture.info.get("progressive"):
        return 0
    return picture.width * picture.height * max(len(picture.getbands()), 3)


def _wait_for(lock: str) -> None:
    """Held until this process ends."""
    handle = open(lock, "w")  # noqa: SIM115, PTH123  open as long as we live
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > until:
                raise RefusedError(BUSY) from None
            time.sleep(0.05)
        else:
            KEPT_OPEN.append(handle)
            return


def _shrunk(picture: Image.Image, side: int) -> Image.Image:
    factor = max(picture.size) // side
    small = _reduced(picture, factor) if factor > 1 else _eight_bits(picture)
    small.thumbnail((side, side), reducing_gap=2)
    return small


def _reduced(picture: Image.Image, factor: int) -> Image.Image:
    """Band by band: neither its conversion nor its resizing doubles what is in memory."""
    width, height = picture.size
    bands = []
    for top in range(0, height, BAND * factor):
        band = picture.crop((0, top, width, min(top + BAND * factor, height)))
        band.info = picture.info
        bands.append(_eight_bits(band).reduce(factor))
    small = Image.new(bands[0].mode, (bands[0].width, sum(band.height for band in bands)))
    for number, band in enumerate(bands):
        small.paste(band, (0, number * BAND))
    small.info = picture.info
    return small


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Of a grey with 16 bits Pillow cuts everything off at 255, which is white nearly everywhere: divide instead."""
    if picture.mode.startswith("I"):
        return picture.point(lambda level: level / 256).convert("L")
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """A see-through signature stays readable, and no field of the source is carried over."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        flat = picture.convert("RGB")
    else:
        layered = picture.convert("RGBA")
        flat = Image.new("RGB", layered.size, "white")
        flat.paste(layered, mask=layered.getchannel("A"))
    return flat


def _saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    picture.info = {}  # Pillow would write a comment found here back into the file
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def main(megabytes: int, seconds: int, mode: str, lock: str) -> int:
    """The exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    try:
        drawn = redraw(sys.stdin.buffer.read(), mode, lock)
    except RefusedError as refusal:
        sys.stdout.write("".join(str(limit) for limit in refusal.args[1:]))
        return refusal.args[0]
    except MemoryError:
        return TOO_LARGE
    except Exception:  # noqa: BLE001  decoders raise what they like on broken input
        return BROKEN
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]))
