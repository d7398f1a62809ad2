"""Files that unfold to gigabytes or keep a parser busy: refused soon, and nobody else waits."""

import resource
import struct
import zlib
from dataclasses import replace

import pytest

from app.core.errors import Invalid
from app.http.files.reading import pdf_check

PAGES = {
    1: b"<< /Type /Catalog /Pages 2 0 R >>",
    2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
}
MEGABYTE = 1 << 20


def packed(head, megabytes):
    """Blanks: a thousandth of their length."""
    packer = zlib.compressobj(9)
    return b"".join(
        [packer.compress(head), *(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)), packer.flush()]
    )


def bomb(streams, megabytes):
    """A PDF of one page whose objects lie in packed streams, each of which unfolds to so many megabytes."""
    written, places = b"%PDF-1.5\n", {}
    bodies = dict(PAGES)
    for number in range(10, 10 + streams):
        head = b"%d 0 " % (number + streams)
        inside = packed(head + b"<</A 1>>", megabytes)
        about = b"<< /Type /ObjStm /N 1 /First %d /Filter /FlateDecode /Length %d >>" % (len(head), len(inside))
        bodies[number] = about + b"\nstream\n" + inside + b"\nendstream"
    for number, body in bodies.items():
        places[number] = len(written)
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = 10 + 2 * streams
    rows = [
        (1, places[n], 0) if n in places else (2, n - streams, 0) if n >= 10 + streams else (0, 0, 0)
        for n in range(size)
    ]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    about = b"<< /Type /XRef /Size %d /W [1 4 2] /Root 1 0 R /Length %d >>" % (size, len(table))
    end = b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(written)
    return written + b"5 0 obj\n" + about + b"\nstream\n" + table + end


def test_the_same_document_without_a_bomb_in_it_is_taken():
    pdf_check.require_plain(bomb(2, 0))


def processor_seconds() -> float:
    """What this process and its ended children have used."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


@pytest.mark.parametrize(("streams", "megabytes"), [(6, 60), (1, 120)])
def test_a_small_pdf_that_unfolds_without_end_is_refused_soon_and_fills_nobodys_memory(monkeypatch, streams, megabytes):
    monkeypatch.setattr(pdf_check, "LIMITS", replace(pdf_check.LIMITS, seconds=1))
    sent, before = bomb(streams, megabytes), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(sent) < MEGABYTE
    began = processor_seconds()
    with pytest.raises(Invalid):
        pdf_check.require_plain(sent)
    assert processor_seconds() - began < 15
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024
