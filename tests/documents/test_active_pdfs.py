"""PDFs written by hand, so that nothing tidies them: what acts, plays, prints or carries a file is found."""

import pytest

from app.http.files.reading.pdf_check_process import judge

FILE = b"<< /Type /Filespec /F (a.exe) /EF << /F 9 0 R >> >>"  # the type of the embedded stream may be left out
HELLO = b"<< /Length 5 >>\nstream\nhello\nendstream"
ELSEWHERE = rb"(\\\\evil\\share\\x.pdf)"


def document(catalog: bytes = b"", page: bytes = b"", more: bytes = HELLO) -> bytes:
    """Catalog, pages, one page, and object 9."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] %s >>" % page,
        9: more,
    }
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    free = b"0000000000 65535 f \n"
    lines = (b"%010d 00000 n \n" % places[number] if number in places else free for number in range(10))
    tail = b"trailer\n<< /Size 10 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out) + b"xref\n0 10\n" + b"".join(lines) + tail


def opens(action: bytes) -> bytes:
    return document(b"/OpenAction " + action)


def annotated(annotation: bytes, more: bytes = HELLO) -> bytes:
    return document(page=b"/Annots [<< /Rect [0 0 9 9] %s >>]" % annotation, more=more)


@pytest.mark.parametrize(
    "content",
    [
        document(),
        annotated(b"/Subtype /Link /A << /S /URI /URI (https://contoh.id) >>"),
        annotated(b"/Subtype /Widget /FT /Tx /T (nama)"),
        opens(b"[3 0 R /Fit]"),
        opens(b"<< /S /GoTo /D [3 0 R /Fit] >>"),
        opens(b"<< /S /Named /N /NextPage >>"),
        document(b"/Lang (id) /Lang (id)"),
    ],
)
def test_a_document_that_only_shows_itself_is_plain(content: bytes) -> None:
    assert judge(content) == "plain"


@pytest.mark.parametrize(
    "content",
    [
        opens(b"<< /S /URI /URI (https://contoh.id) >>"),
        opens(b"<< /S /GoToR /F %s /D [0 /Fit] >>" % ELSEWHERE),
        opens(b"<< /S /Named /N /Print >>"),
        opens(b"[3 0 R /Fit] /OpenAction << /S /URI /URI (https://contoh.id) >>"),
        document(b"/Open#41ction << /S /UR#49 /URI (https://contoh.id) >>"),
        document(b"/AF [%s]" % FILE),
        document(b"/Names << /EmbeddedFiles << /Names [(a) %s] >> >>" % FILE),
        document(b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>"),
        document(b"/Outlines << /First << /Title (x) /A << /S /JavaScript /JS (1) >> >> >>"),
        document(b"/AcroForm << /Fields [] /XFA 9 0 R >>"),
        document(page=b"/AA << /O << /S /URI /URI (https://contoh.id) >> >>"),
        document(page=b"/Contents 9 0 R", more=b"<< /F %s /Length 0 >>\nstream\n\nendstream" % ELSEWHERE),
        document(more=b"<< /Subtype /Form /Ref << /F %s >> /Length 0 >>\nstream\n\nendstream" % ELSEWHERE),
        annotated(b"/Subtype /FileAttachment /FS %s" % FILE),
        annotated(b"/Subtype /Link /A << /S /Launch /F (cmd.exe) >>"),
        annotated(b"/Subtype /Link /A << /S 9 0 R /F (cmd.exe) >>", b"/Launch"),
        annotated(b"/Subtype /Link /A << /S /L#61unch /F (cmd.exe) >>"),
        annotated(b"/Subtype /Link /A << /S /URI /S /Launch /F (cmd.exe) >>"),
        annotated(b"/Subtype /Link /A << /S /GoToR /F %s /D [0 /Fit] >>" % ELSEWHERE),
        annotated(b"/Subtype /Link /A << /S /Sound /Sound 9 0 R >>"),
        annotated(b"/Subtype /Movie /Movie << /F (x.avi) >> /A true"),
        annotated(b"/Subtype /RichMedia"),
        annotated(b"/Subtype /Screen /A << /S /Rendition /OP 0 >>"),
        annotated(b"/Subtype /Widget /FT /Btn /A << /S /SubmitForm /F (https://contoh.id) >>"),
        annotated(b"/Subtype 9 0 R /3DD 9 0 R", b"/3D"),
    ],
)
def test_a_document_that_acts_by_itself_or_carries_a_file_is_active(content: bytes) -> None:
    assert judge(content) == "active"
