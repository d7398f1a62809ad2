"""What people write stands in a document as they wrote it, and is never anything but text."""

import io
import unicodedata
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.jobs.documents.page import page_of
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.jobs.documents.pdf.fonts import FOLDER
from app.jobs.documents.pdf.printable_text import BOX, printable
from app.jobs.documents.registry import RENDERERS
from app.models.files.document import Document, DocumentKind
from app.models.finance.invoice import Invoice
from tests.documents.all_kinds import one_of_every_kind

MARKUP = "<>&\"'"
LOOKALIKES = "".join(
    character
    for code in range(128, 0x110000)
    if not 0xD800 <= code < 0xE000
    for character in [chr(code)]
    if unicodedata.decomposition(character)
    if any(set(unicodedata.normalize(form, character)) & set(MARKUP) for form in ("NFKC", "NFKD"))
)
with_fonts = pytest.mark.skipif(not FOLDER.exists(), reason="the font packages are not installed (make assets)")


def page(app: Flask, session: Session, document: Document) -> str:
    with app.app_context():
        renderer = RENDERERS[document.kind]
        return page_of(session, document, renderer.template, renderer.facts(session, document))


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, tuple(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append((f"/{tag}", ()))


def test_the_lookalikes_are_all_of_unicodes() -> None:
    assert {"\ufe64", "\ufe65", "\uff02", "\uff06", "\uff07", "\uff1c", "\uff1e", "\u226e", "\u226f", "\ufe60"} <= set(
        LOOKALIKES
    )


@pytest.mark.parametrize(
    "hostile",
    [
        LOOKALIKES,
        "<b>LUNAS</b> & \"x\" 'y' <!-- <table><tr><td>",
        "≮h1≯LUNAS – SISA Rp 0≮/h1≯",
        "＜!--",
        "＜/td＞＜/tr＞＜/table＞",
        "\u0338<\u0338b>\u0338 &\u200blt;",
        "﹤img src=＂file:///etc/passwd＂﹥",
        "{{ 7*7 }} {% raw %}",
    ],
)
def test_no_text_becomes_markup_in_any_document(app: Flask, session: Session, visit, hostile: str) -> None:
    plain = {kind: Tags(page(app, session, one)).seen for kind, one in one_of_every_kind(session, visit, "A").items()}
    for kind, one in one_of_every_kind(session, visit, hostile).items():
        assert Tags(page(app, session, one)).seen == plain[kind], kind


@with_fonts
def test_the_scripts_that_customers_write_in_are_printed(app: Flask, session: Session, visit) -> None:
    name = "Łukasz Đức 李明 Ω ≤ ≥ ℃ Привет ✓"
    with PdfDrawer() as drawer:
        for kind, one in one_of_every_kind(session, visit, name).items():
            content = drawer.draw(page(app, session, one))
            words = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)
            for part in name.split():
                assert part in words, kind


@with_fonts
def test_what_no_face_has_is_a_box_in_every_document(app: Flask, session: Session, visit) -> None:
    """Counted against a name of the same length, so that a box drawn as nothing is noticed."""
    with PdfDrawer() as drawer:

        def boxes(name: str, delivery: str) -> dict[str, int]:
            made = one_of_every_kind(session, visit, name)
            drawn = {kind: drawer.draw(page(app, session, one)) for kind, one in made.items()}
            sheets = {kind: PdfReader(io.BytesIO(content)).pages for kind, content in drawn.items()}
            return {kind: sum(one.extract_text().count(delivery) for one in found) for kind, found in sheets.items()}

        assert boxes("한국어 தமிழ்", BOX) == {kind: 8 * count for kind, count in boxes("Ξ", "Ξ").items()}


@with_fonts
def test_arabic_is_joined_and_javanese_vowels_stand_before_their_consonant() -> None:
    assert printable("محمد") == "محمد"
    assert printable("ꦲꦺ") == "ꦺꦲ"


@with_fonts
@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Rp1.000 – “baik” ŝ ✓", "Rp1.000 – “baik” ŝ ✓"),
        ("𝐁𝐮𝐝𝐢 𝓢𝓪𝓻𝓲", "Budi Sari"),
        ("e\u0301", "é"),
        ("Budi\u200b\u202e\ufeff", "Budi"),
        ("👍🏽 ok\ufe0f", "👍 ok"),
        ("ᚠ\U0001f9ff", None),
        ("한국", BOX * 2),
        ("\u1112\u1161\u11ab", BOX),  # decomposed, as from a Mac
        ("a\u2028b\x85c", "a\nb\nc"),
        ("\u06dd", None),
        ("\U0010fffd", BOX),
        ("a\x00b\x1fc\r\nd", "abc\nd"),
    ],
)
def test_what_no_face_has_is_a_box_and_never_nothing(written: str, printed: str | None) -> None:
    assert printable(written) == printed if printed is not None else printable(written).strip()


def test_a_long_word_breaks_inside_its_column(app: Flask, session: Session, visit) -> None:
    """The word of 300 letters takes several lines, and the amount beside it can still be read."""
    one_word = "Kompresor" * 33
    with PdfDrawer() as drawer:
        for one in one_of_every_kind(session, visit, one_word).values():
            content = drawer.draw(page(app, session, one))
            for sheet in PdfReader(io.BytesIO(content)).pages:
                longest = max((len(line) for line in sheet.extract_text().splitlines()), default=0)
                assert longest < 150, one.kind


def test_a_page_beyond_the_limits_is_refused_and_the_next_one_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.jobs.documents.pdf import drawer as pdf_drawer  # noqa: PLC0415

    with PdfDrawer() as drawer:
        monkeypatch.setattr(pdf_drawer, "SECONDS", 0.05)
        with pytest.raises(pdf_drawer.DrawingFailed, match="no answer"):
            drawer.draw("<table>" + "<tr><td>a</td><td>b</td></tr>" * 5000 + "</table>")
        monkeypatch.setattr(pdf_drawer, "SECONDS", 60)
        assert drawer.draw("<p>baik</p>").startswith(b"%PDF-")


def test_a_large_figure_is_never_broken_over_two_lines(app: Flask, session: Session, visit) -> None:
    made = one_of_every_kind(session, visit, "A")
    invoice = session.get_one(Invoice, made[DocumentKind.INVOICE].invoice_id)
    for line in invoice.lines:
        line.quantity, line.price_idr, line.amount_idr = Decimal("12345.25"), 1_250_000_000, 987_654_321_000
    invoice.subtotal_idr, invoice.total_idr = 987_654_321_000, 987_654_321_000 + invoice.ppn_idr
    made[DocumentKind.DELIVERY_NOTE].facts["goods"][0]["quantity"] = "99999999,5"
    expected = {
        DocumentKind.INVOICE: {"12.345,25", "1.250.000.000", "987.654.321.000", "987.654.403.500"},
        DocumentKind.DELIVERY_NOTE: {"99999999,5"},
    }
    with PdfDrawer() as drawer:
        for kind, figures in expected.items():
            content = drawer.draw(page(app, session, made[kind]))
            words = "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)
            assert {figure for figure in figures if figure not in words} == set(), kind
