"""Keep the page and step counts of a release from a CSV."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotFound
from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.releases.after_release import ReleaseCount
from app.models.releases.readiness import TICKERS
from app.models.releases.release import Release
from workflows.transitions import note

COLUMNS = ("hari", "nama", "jumlah")
MOST_LINES, MOST_BYTES, LONGEST, LARGEST = 20_000, 2_000_000, 120, 2_000_000_000
_DAY, _COUNT = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), re.compile(r"\d{1,10}", re.ASCII)


def store_counts(session: Session, *, release_id: int, content: bytes, actor: User, now: datetime) -> int:
    """Replaces what was uploaded before; returns how many lines. Raises Invalid with the line that is wrong."""
    if actor.role not in TICKERS:
        raise NotAllowed
    if session.get(Release, release_id, with_for_update=True, populate_existing=True) is None:
        raise NotFound
    rows = read_counts(content)
    session.execute(delete(ReleaseCount).where(ReleaseCount.release_id == release_id))
    session.add_all(
        ReleaseCount(release_id=release_id, day=day, name=name, count=count, created_at=now)
        for day, name, count in rows
    )
    session.flush()
    note(session, "releases", release_id, "counts_uploaded", actor=actor, now=now, lines=["", str(len(rows))])
    return len(rows)


def read_counts(content: bytes) -> Sequence[tuple[date, str, int]]:
    """CSV in UTF-8, separated by commas or semicolons, columns hari (2026-12-01), nama, jumlah. Raises Invalid."""
    if len(content) > MOST_BYTES:
        raise Invalid(N_("Berkas ini terlalu besar (paling besar 2 MB)."), field="file")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(N_("Berkas ini bukan CSV dalam UTF-8."), field="file") from None
    sign = ";" if ";" in text.partition("\n")[0] else ","
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        return _read(lines)
    except csv.Error:  # such as a cell of more than 131,072 characters, after a quote that nothing closes
        raise _wrong(lines.line_num, N_("tidak terbaca sebagai CSV")) from None


def _read(lines: Iterator[list[str]]) -> Sequence[tuple[date, str, int]]:
    head = [cell.strip().lower() for cell in next(lines, [])]
    if tuple(head) != COLUMNS:
        raise Invalid(N_("Kolomnya harus tepat: hari, nama, jumlah."), field="file")
    found: dict[tuple[date, str], int] = {}
    for place, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        day, name, count = _line(cells, place)
        if (day, name) in found:
            raise _wrong(place, N_("hari dan nama ini sudah ada di atas"))
        found[day, name] = count
        if len(found) > MOST_LINES:
            raise Invalid(N_("Paling banyak 20.000 baris."), field="file")
    if not found:
        raise Invalid(N_("Berkas ini tidak berisi baris."), field="file")
    return [(day, name, count) for (day, name), count in found.items()]


def _line(cells: Sequence[str], place: int) -> tuple[date, str, int]:
    if len(cells) != len(COLUMNS):
        raise _wrong(place, N_("harus tiga kolom"))
    day, name, count = (cell.strip() for cell in cells)
    if not _COUNT.fullmatch(count) or int(count) > LARGEST:
        raise _wrong(place, N_("jumlah harus bilangan bulat, tanpa titik ribuan"))
    if not name or len(name) > LONGEST or "\x00" in name:
        raise _wrong(place, N_("nama kosong atau lebih dari 120 huruf"))
    try:
        return date.fromisoformat(day if _DAY.fullmatch(day) else ""), name, int(count)
    except ValueError:
        raise _wrong(place, N_("hari harus seperti 2026-12-01")) from None


def _wrong(place: int, why: Sentence) -> Invalid:
    return Invalid(N_("Baris %(n)d: %(why)s.", n=place, why=why), field="file")
