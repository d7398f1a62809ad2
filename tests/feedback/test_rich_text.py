"""Hostile rich text, hostile words and hostile files: stored harmless or refused with a sentence."""

import html
import io
import re

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage

from app.core.errors import Invalid
from app.core.text.cleaning import clear, clear_line
from app.core.text.rich_text import LONGEST_TEXT, TAGS, from_plain, plain_text, rich, sanitise
from app.http.files.pictures.attachments import MOST_BYTES, receive_attachments
from app.http.files.storage import storage
from app.models.feedback.feedback import Feedback
from app.models.files.document import StoredFile
from tests.documents.pictures import huge_png, photo, photo_with_position, upload
from tests.feedback.submitting.sending import send

REL = "noopener noreferrer nofollow ugc"
HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img/src=`x`onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    '<math><maction actiontype="statusline" xlink:href="javascript:alert(1)">x</maction></math>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<template><img src=x onerror=alert(1)></template>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    '<xmp><p title="</xmp><svg/onload=alert(1)>"></xmp>',
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href=' &#14; javascript:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='javascript&colon;alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='//jahat.example'>x</a>",
    "<a href='/admin/users/delete'>x</a>",
    "<a href='\u202ejavascript:alert(1)'>x</a>",
    "<a href='https://ok.id' onclick=alert(1) style='position:fixed;inset:0' class=button target=_top>x</a>",
    "<div style='background:url(javascript:alert(1))'>x</div>",
    "<style>*{background:url(//jahat.example)}</style>x",
    "<link rel=stylesheet href=//jahat.example>",
    "<meta http-equiv=refresh content='0;url=//jahat.example'>",
    "<base href=//jahat.example>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<form action=//jahat.example><input name=password><button formaction=javascript:alert(1)>x</button></form>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<body onload=alert(1)><p id=content class=honey data-move=delete data-poll=/x>x</p>",
    "<!--><script>alert(1)</script-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><%= 1 %>{{ 7*7 }}{% raw %}",
    '<figure data-trix-attachment=\'{"content":"<img src=1 onerror=alert(1)>"}\'></figure>',
    '<div data-trix-serialized-attributes=\'{"onclick":"alert(1)"}\'>x</div>',
    "<p>" * 400 + "dalam",
    "<b><i>" * 2000 + "x",
]
HARMLESS_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


def assert_harmless(sanitised: str) -> None:
    """As a browser reads it: only elements of the list, only links, and every link is tame."""
    tree = html5lib.parseFragment(sanitised, namespaceHTMLElements=False)
    for element in tree.iter():
        if element is tree:
            continue
        assert element.tag in TAGS, element.tag
        for name, value in element.attrib.items():
            assert (element.tag, name) in {("a", "href"), ("a", "rel")}
            assert value == REL if name == "rel" else HARMLESS_ADDRESS.match(value)


@pytest.mark.parametrize("sent", HOSTILE)
def test_hostile_rich_text_is_harmless(sent: str) -> None:
    kept = sanitise(sent)
    assert_harmless(kept)
    assert str(rich(kept)) == kept, "cleaning once more changes nothing"
    assert_harmless(str(rich(sent)))
    assert_harmless(str(rich(plain_text(kept))))
    assert "<script" not in plain_text(kept)


@pytest.mark.parametrize("sent", HOSTILE)
def test_what_was_typed_without_an_editor_stays_words(sent: str) -> None:
    kept = from_plain(sent)
    assert_harmless(kept)
    assert html.unescape(re.sub(r"</?p>|<br>", "\n", kept)).split() == clear(sent).split()


def test_the_editors_marks_survive_in_one_spelling() -> None:
    sent = (
        "<h1>Judul</h1><div><b>tebal</b> <i>miring</i> <s>coret</s><br>baris</div><ul><li>satu</li></ul><ol><li>dua</li></ol>"
        '<blockquote>kutip</blockquote><pre>kode  lurus</pre><a href="https://contoh.id/?a=1&amp;b=2">tautan</a>'
    )
    kept = sanitise(sent)
    assert kept == (
        "<h3>Judul</h3><div><strong>tebal</strong> <em>miring</em> <del>coret</del><br>baris</div><ul><li>satu</li></ul>"
        "<ol><li>dua</li></ol><blockquote>kutip</blockquote><pre>kode  lurus</pre>"
        f'<a href="https://contoh.id/?a=1&amp;b=2" rel="{REL}">tautan</a>'
    )
    assert plain_text(kept).split("\n")[:4] == ["Judul", "tebal miring coret", "baris", "• satu"]


@pytest.mark.parametrize(
    "empty", ["", "  ", "<div><br></div>", "<p>\u200b\ufeff</p>", "<img src=x>", "<script>x</script>"]
)
def test_without_words_nothing_is_left(empty: str) -> None:
    assert sanitise(empty) == ""


@pytest.mark.parametrize("sent", ["a" * 1_000_000, "<div>" * 40_000 + "x", "a" * (LONGEST_TEXT + 1)])
def test_too_much_is_refused(sent: str) -> None:
    with pytest.raises(Invalid, match="terlalu panjang"):
        sanitise(sent)


@pytest.mark.parametrize("receive", [sanitise, from_plain])
def test_nul_is_refused(receive) -> None:
    with pytest.raises(Invalid, match="tidak diperbolehkan"):
        receive("a\x00b")


def test_entities_smuggle_no_hidden_marks() -> None:
    kept = sanitise("<p>a&#x202e;b&#8203;c&#xfeff;d&#x2066;e</p>")
    assert kept == "<p>abcde</p>"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("gaji\u202egnp.exe", "gajignp.exe"),
        ("b\u200ba\u200bik", "baik"),
        ("a\u200db", "ab"),
        ("👨\u200d👩\u200d👧 👍🏽", "👨\u200d👩\u200d👧 👍🏽"),
        (
            "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
            "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        ),
        ("hai\U000e0041\U000e0042", "hai"),
        ("שלום مرحبا", "שלום مرحبا"),
        ("سلام\u200cعلیکم", "سلام\u200cعلیکم"),
        ("Z" + "\u0301" * 50, "Z" + "\u0301" * 3),
        ("baris\r\nbaru\u2028lagi", "baris\nbaru\nlagi"),
        ("\ud800bad", "bad"),
        ("\ufeffawal\u00ad", "awal"),
    ],
)
def test_words_stay_and_what_deceives_the_eye_goes(typed: str, kept: str) -> None:
    assert clear(typed) == kept
    assert clear(kept) == kept


def test_a_subject_is_one_line(session: Session, client: FlaskClient) -> None:
    assert clear_line(" a \n\t b\u202e\u200b  c ") == "a b c"
    send(client, subject="  Mode\u202e gelap 🌙 \r\n kedua ")
    assert session.scalars(select(Feedback.subject)).one() == "Mode gelap 🌙 kedua"


def test_it_is_shown_harmless_everywhere(client: FlaskClient, session: Session) -> None:
    page = send(client, subject='<img src=x onerror=alert(1)> "mode"', **{"body-html": "".join(HOSTILE[:44])})
    assert page.status_code == 200, page.text
    kept = session.scalars(select(Feedback)).one()
    assert_harmless(kept.body_html)
    code = re.search(r'name="code" value="([^"]+)"', page.text)[1]
    from tests.support.walking.posting import post  # noqa: PLC0415

    shown = post(client, "/feedback/status", {"number": kept.number, "code": code}).text
    tree = html5lib.parse(shown, namespaceHTMLElements=False)
    assert all(not name.startswith("on") for element in tree.iter() for name in element.attrib)
    assert not [script for script in tree.iter("script") if not script.get("src")]
    assert "<img src=x" not in shown


FAULTS = {
    "a script named .png": (b"<script>alert(1)</script>", "bukan foto"),
    "an SVG": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "bukan foto"),
    "HTML behind a GIF's head": (b"GIF89a/*<script>alert(1)</script>*/", "bukan foto"),
    "a bomb of 10,000 × 10,000": (huge_png(10_000, 10_000), "50 megapiksel"),
    "a bomb of 60,000 × 60,000": (huge_png(60_000, 60_000), "50 megapiksel"),
    "half a picture": (photo((2000, 1000), quality=95)[:900], "rusak"),
    "an empty file": (b"", "kosong"),
    "13 MB": (photo() + b"\x00" * (MOST_BYTES + 1), "terlalu besar"),
}


@pytest.mark.parametrize(("content", "sentence"), FAULTS.values(), ids=FAULTS)
def test_a_hostile_file_is_refused_by_its_place_and_nothing_is_kept(app: Flask, content: bytes, sentence: str) -> None:
    with app.test_request_context():
        folder = app.config["SETTINGS"].files_dir
        before = sum(1 for _ in folder.rglob("*"))
        with pytest.raises(Invalid, match=f"Gambar ke-2: .*{sentence}"):
            receive_attachments([upload(photo()), upload(content, "foto.png"), upload(photo())])
        assert sum(1 for _ in folder.rglob("*")) == before


def test_a_polyglot_is_drawn_anew_without_name_and_metadata(app: Flask) -> None:
    polyglot = photo_with_position() + b"<script>alert(1)</script>PK\x03\x04"
    with app.test_request_context():
        (kept,) = receive_attachments([upload(polyglot, "KTP Sinta.jpg.html")])
        with storage().open(kept.storage_key) as file:
            content = file.read()
    assert (kept.media_type, kept.original_name) == ("image/jpeg", "")
    assert not [trace for trace in (b"<script", b"PK\x03\x04", b"KameraRahasia", b"rahasia") if trace in content]


def test_more_than_five_are_refused_and_doubles_are_kept_once(app: Flask) -> None:
    with app.test_request_context():
        with pytest.raises(Invalid, match="Paling banyak 5"):
            receive_attachments([upload(photo()) for _ in range(6)])
        assert len(receive_attachments([upload(photo()), upload(photo()), upload(photo((10, 10)))])) == 2
        assert receive_attachments([FileStorage(io.BytesIO(b""), filename="")]) == []


def test_fifty_megabytes_are_refused_with_a_sentence(client: FlaskClient, session: Session) -> None:
    answer = send(client, attachments=[(io.BytesIO(b"\xff\xd8\xff" + b"\x00" * 50 * 2**20), "besar.jpg")])
    assert answer.status_code == 413
    assert "terlalu besar" in answer.text
    assert session.scalar(select(func.count()).select_from(StoredFile)) == 0
