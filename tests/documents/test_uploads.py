"""Uploads are judged by what is in them, and nothing but the picture survives."""

import io
import zlib
from collections.abc import Generator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from app.core.errors import Invalid
from app.core.identifiers import sha256
from app.http.files.pictures.images import redraw
from app.http.files.reading import limited_process
from app.http.files.storage import storage
from app.http.files.uploads import receive_document, receive_image
from tests.documents.pictures import huge_png, pdf, photo, photo_with_position, upload


@pytest.fixture(autouse=True)
def _inside(app: Flask) -> Generator[None]:
    with app.test_request_context():
        yield


def kept_bytes(key: str) -> bytes:
    with storage().open(key) as file:
        return file.read()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_jpeg_with_its_hash(kind: str) -> None:
    kept = receive_image(upload(photo(kind=kind)))
    content = kept_bytes(kept.storage_key)
    assert kept.media_type == "image/jpeg"
    assert kept.sha256 == sha256(content)
    assert kept.size == len(content)
    assert Image.open(io.BytesIO(content)).format == "JPEG"


def test_position_camera_and_comment_are_gone_and_the_picture_stands_upright() -> None:
    sent = photo_with_position()
    assert b"KameraRahasia" in sent
    kept = kept_bytes(receive_image(upload(sent)).storage_key)
    picture = Image.open(io.BytesIO(kept))
    assert picture.size == (100, 300)
    assert not picture.getexif()
    assert "comment" not in picture.info
    assert b"KameraRahasia" not in kept
    assert b"rahasia" not in kept


def test_the_same_picture_sent_twice_has_one_hash() -> None:
    assert receive_image(upload(photo())).sha256 == receive_image(upload(photo(), "lain.jpg")).sha256


def test_a_large_photo_is_made_smaller() -> None:
    kept = receive_image(upload(photo((4000, 3000))))
    assert Image.open(io.BytesIO(kept_bytes(kept.storage_key))).size == (2000, 1500)


def test_a_see_through_signature_is_drawn_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    kept = kept_bytes(receive_image(upload(out.getvalue())).storage_key)
    assert Image.open(io.BytesIO(kept)).getpixel((25, 25)) == (255, 255, 255)


def test_what_is_appended_to_a_picture_does_not_survive() -> None:
    polyglot = photo() + b"<script>alert(1)</script>PK\x03\x04"
    kept = kept_bytes(receive_image(upload(polyglot, "foto.jpg.html")).storage_key)
    assert b"<script>" not in kept
    assert b"PK\x03\x04" not in kept


@pytest.mark.parametrize(
    "content",
    [
        b"<script>alert(1)</script>",
        b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a/*<script>*/",
        b"MZ\x90\x00",
        b"\x00" * 100,
    ],
)
def test_what_is_no_picture_is_refused_whatever_it_is_called(content: bytes) -> None:
    with pytest.raises(Invalid, match="bukan foto"):
        receive_image(upload(content, "foto.png"))


@pytest.mark.parametrize("size", [(20_001, 10), (10, 20_001), (12_000, 12_000), (7_100, 7_100), (60_000, 60_000)])
def test_a_bomb_is_refused_by_its_measures_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(Invalid, match="terlalu besar"):
        receive_image(upload(huge_png(*size), "bom.png"))


@pytest.mark.parametrize("kind", ["JPEG", "MPO"])  # with a second picture for bright screens behind it
def test_a_phone_of_108_megapixels_is_accepted(kind: str) -> None:
    second = {"save_all": True, "append_images": [Image.new("L", (300, 225))]} if kind == "MPO" else {}
    kept = receive_image(upload(photo((12_000, 9_000), kind, quality=60, **second)))
    assert Image.open(io.BytesIO(kept_bytes(kept.storage_key))).size == (2000, 1500)


def test_an_iphones_heic_is_accepted_upright_and_without_its_camera() -> None:
    sent = (Path(__file__).parent / "files" / "iphone.heic").read_bytes()
    kept = kept_bytes(receive_image(upload(sent, "IMG_0001.HEIC")).storage_key)
    assert Image.open(io.BytesIO(kept)).size == (48, 64)
    assert b"KameraRahasia" not in kept


def grey(levels: list[int]) -> bytes:
    """A picture of 16-bit columns, ten pixels wide each."""
    row = b"".join(level.to_bytes(2, "little") * 10 for level in levels)
    out = io.BytesIO()
    Image.frombytes("I;16", (len(levels) * 10, 10), row * 10).save(out, "PNG")
    return out.getvalue()


def test_a_grey_of_16_bits_keeps_its_shades() -> None:
    kept = receive_image(upload(grey([0, 0x4000, 0x8000, 0xFFFF]), "pindai.png"))
    drawn = Image.open(io.BytesIO(kept_bytes(kept.storage_key))).convert("L")
    shades = [drawn.getpixel((place * 10 + 5, 5)) for place in range(4)]
    assert shades == pytest.approx([0, 64, 128, 255], abs=6)


def test_a_large_picture_is_made_smaller_without_seams() -> None:
    """Bands are reduced one by one; a slope of shades stays a slope."""
    slope = Image.linear_gradient("L").resize((4100, 4100))
    out = io.BytesIO()
    slope.save(out, "PNG")
    drawn = Image.open(io.BytesIO(kept_bytes(receive_image(upload(out.getvalue())).storage_key))).convert("L")
    assert drawn.size == (2000, 2000)
    assert [drawn.getpixel((1000, row)) for row in range(10, 2000, 90)] == pytest.approx(
        [row * 255 / 2000 for row in range(10, 2000, 90)], abs=4
    )


def test_when_all_places_are_taken_the_sender_may_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited_process, "PATIENCE_SECONDS", 0.1)
    with limited_process.place(), limited_process.place():
        with pytest.raises(limited_process.Busy, match="Coba lagi sebentar"):
            receive_image(upload(photo()))
        with pytest.raises(limited_process.Busy):
            receive_document(upload(pdf()))
    assert receive_image(upload(photo())).media_type == "image/jpeg"


def test_half_a_picture_is_refused() -> None:
    with pytest.raises(Invalid, match="rusak"):
        receive_image(upload(photo((2000, 1000), quality=95)[:900]))


@pytest.mark.parametrize("content", [b"", None])
def test_nothing_is_refused(content: bytes | None) -> None:
    with pytest.raises(Invalid, match="Pilih berkas"):
        receive_image(None if content is None else upload(content))


def test_a_name_is_only_for_reading() -> None:
    kept = receive_image(upload(photo(), "../../etc/pass\x00wd\u202egpj.exe"))
    assert kept.original_name == "passwdgpj.exe"
    assert receive_image(upload(photo(), "AC\u200b Pak\u00ad Agus\u202e.jpg")).original_name == "AC Pak Agus.jpg"
    assert "passwd" not in kept.storage_key
    assert len(receive_image(upload(photo(), "a" * 5000)).original_name) <= 120


def test_a_plain_pdf_is_kept_as_it_is() -> None:
    sent = pdf()
    kept = receive_document(upload(sent, "surat.pdf"))
    assert kept.media_type == "application/pdf"
    assert kept_bytes(kept.storage_key) == sent


def test_a_pdf_with_a_link_to_click_or_a_page_to_begin_with_is_plain() -> None:
    assert receive_document(upload(pdf(link="https://sigap.example/v/abc"))).media_type == "application/pdf"
    assert receive_document(upload(pdf(begins_at_page=True))).media_type == "application/pdf"


def test_a_photo_of_a_document_will_do() -> None:
    assert receive_document(upload(photo(), "surat.pdf")).media_type == "image/jpeg"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (pdf(script="app.alert(1)"), "skrip"),
        (pdf(launch=True), "skrip"),
        (pdf(hidden=True), "skrip"),
        (pdf(opens="https://jahat.example/lacak"), "alamat"),
        (pdf(opens="https://jahat.example/lacak", after="/GoTo"), "alamat"),
        (pdf(password="rahasia"), "kata sandi"),
        (b"%PDF-1.7 nothing else", "rusak"),
        (b"<html>%PDF-1.7</html>", "PDF atau foto"),
        (pdf()[:200], "rusak"),
    ],
)
def test_a_pdf_that_could_do_something_is_refused(content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        receive_document(upload(content, "surat.pdf"))


def test_what_is_refused_leaves_no_file(app: Flask) -> None:
    folder: Path = app.config["SETTINGS"].files_dir
    before = sum(1 for _ in folder.rglob("*"))
    with pytest.raises(Invalid):
        receive_document(upload(b"<script>", "surat.pdf"))
    assert sum(1 for _ in folder.rglob("*")) == before


def widened(kind: str, mode: str, size: tuple[int, int], **options) -> bytes:
    """A small picture whose header says another size: what is too large is refused before it is decoded."""
    out = io.BytesIO()
    Image.new(mode, (64, 48), 0).save(out, kind, **options)
    content = bytearray(out.getvalue())
    if kind == "JPEG":
        at = content.index(b"\xff\xc2" if options.get("progressive") else b"\xff\xc0") + 5
        content[at : at + 4] = size[1].to_bytes(2) + size[0].to_bytes(2)
    elif kind == "PNG":
        content[16:24] = size[0].to_bytes(4) + size[1].to_bytes(4)
        content[29:33] = zlib.crc32(content[12:29]).to_bytes(4)
    else:
        at = content.index(b"VP8L") + 9
        bits = int.from_bytes(content[at : at + 4], "little") >> 28 << 28
        content[at : at + 4] = (bits | (size[1] - 1) << 14 | (size[0] - 1)).to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize(
    ("kind", "mode", "size", "options", "limit"),
    [
        ("JPEG", "CMYK", (12_000, 8_000), {"progressive": True}, "90"),
        ("JPEG", "RGB", (12_000, 10_001), {"progressive": True}, "120"),
        ("JPEG", "RGB", (12_000, 10_001), {}, "120"),
        ("PNG", "RGB", (10_000, 5_001), {}, "50"),
        ("WEBP", "RGB", (5_001, 5_000), {"lossless": True}, "25"),
        ("PNG", "L", (20_001, 10), {}, "50"),
    ],
)
def test_a_picture_that_is_too_large_is_told_the_limit_of_its_kind(kind, mode, size, options, limit) -> None:
    with pytest.raises(Invalid, match=f"paling banyak {limit} megapiksel"):
        redraw(widened(kind, mode, size, **options))
