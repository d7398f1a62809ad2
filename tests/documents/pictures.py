"""Pictures and PDFs as phones, scanners and villains make them."""

import io
import struct
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from werkzeug.datastructures import FileStorage


def upload(content: bytes, name: str = "foto.jpg") -> FileStorage:
    return FileStorage(io.BytesIO(content), filename=name)


def photo(size: tuple[int, int] = (640, 480), kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 120, 110)).save(out, kind, **options)
    return out.getvalue()


def photo_with_position() -> bytes:
    """A phone's photo: turned sideways, with camera, comment and GPS."""
    exif = Image.Exif()
    exif[0x010F] = "KameraRahasia"
    exif[0x0112] = 6  # turned by 90°
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 12.0, 31.68), 3: "E", 4: (106.0, 50.0, 44.16)})
    return photo((300, 100), exif=exif, comment=b"rahasia di komentar")


def huge_png(width: int, height: int) -> bytes:
    """Says it is enormous; its body is a few bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(
    *,
    script: str | None = None,
    launch: bool = False,
    hidden: bool = False,
    password: str | None = None,
    opens: str | None = None,
    after: str | None = None,
    link: str | None = None,
    begins_at_page: bool = False,
) -> bytes:
    """`opens` an address by itself, perhaps as what comes `after` a harmless action; a `link` waits to be pressed."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(script)}
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(action))
    if opens:
        action = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject(opens)})
        if after:
            first = DictionaryObject({NameObject("/S"): NameObject(after), NameObject("/Next"): action})
            action = first
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    if link:
        writer.add_annotation(0, Link(rect=(50, 50, 100, 100), url=link))
    if begins_at_page:
        writer.open_destination = page
    if launch:
        action = DictionaryObject(
            {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
        )
        page[NameObject("/Annots")] = writer._add_object(
            writer._add_object(DictionaryObject({NameObject("/A"): writer._add_object(action)}))
        )
    if hidden:
        writer.add_attachment("virus.exe", b"MZ")
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
