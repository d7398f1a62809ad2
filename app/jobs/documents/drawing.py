"""Draws what waits of one kind; what fails is noted with its reason, tried again, and given up in sight."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.jobs.documents.failures import is_storage_away, reason_of
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.models.files.undrawn_file import DrawnKind
from workflows.documents import clear_undrawn, list_given_up, note_undrawn

AT_ONCE = 20

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Waiting:
    """`digest` tells contents of one subject apart, where it can change before it is drawn."""

    subject_id: int
    title: str
    digest: str = ""


def draw_waiting(
    kind: DrawnKind,
    find: Callable[[Session], Sequence[Waiting]],
    draw: Callable[[Session, PdfDrawer, Waiting], None],
) -> None:
    """`draw` lays it out and stores it, in one transaction. One that fails stops no other."""
    with transaction() as session:
        waiting = find(session)
        given_up = list_given_up(session, kind)
        clear_undrawn(session, kind, waiting=[one.subject_id for one in waiting], now=utc_now())
    todo = [one for one in waiting if (one.subject_id, one.digest) not in given_up][:AT_ONCE]
    if not todo:
        return
    with PdfDrawer() as drawer:
        for one in todo:
            if not _draw_one(kind, one, lambda session, one=one: draw(session, drawer, one)):
                return


def _draw_one(kind: DrawnKind, one: Waiting, draw: Callable[[Session], None]) -> bool:
    """False while the storage is away: the rest waits for the next run."""
    try:
        with transaction() as session:
            draw(session)
            clear_undrawn(session, kind, drawn=one.subject_id, now=utc_now())
    except Exception as problem:
        log.exception("document.not_drawn", kind=str(kind), subject_id=one.subject_id)
        away = is_storage_away(problem)
        values = {"title": one.title, "error": reason_of(problem), "counts": not away}
        with transaction() as session:
            note_undrawn(session, kind, one.subject_id, digest=one.digest, now=utc_now(), **values)
        return not away
    return True
