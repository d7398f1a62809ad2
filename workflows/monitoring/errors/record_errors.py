"""Write down errors that a process has seen, grouped by their fingerprint."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, literal_column
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.monitoring.error_group import ERROR_FLOW, ErrorGroup, ErrorStatus
from workflows.transitions import note, transition


@dataclass(frozen=True, slots=True)
class Frame:
    """One call of a traceback. `ours`: it lies in Sigap's own code, `file` is then relative to it."""

    file: str
    line: int
    function: str
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenError:
    """The latest of `count` occurrences since the process last wrote. Text is masked already."""

    fingerprint: str
    kind: str
    message: str
    at: datetime
    first_at: datetime
    count: int = 1
    trace: str = ""
    frames: tuple[Frame, ...] = ()
    part: str = ""
    route: str = ""
    request_id: str = ""

    @property
    def place(self) -> str:
        own = [frame for frame in self.frames if frame.ours] or list(self.frames)
        return f"{own[-1].file}:{own[-1].line} {own[-1].function}" if own else ""


def record_errors(session: Session, seen: Iterable[SeenError], *, release: str, now: datetime) -> None:
    """Sorted, so that two processes cannot wait for each other; a resolved one that comes back is open again."""
    for error in sorted(seen, key=lambda one: one.fingerprint):
        group, fresh = _upsert(session, error, release, now)
        if fresh:
            note(session, "error_groups", group.id, "created", actor=None, now=now, kind=["", group.kind])
        elif group.status == ErrorStatus.RESOLVED:
            transition(session, ERROR_FLOW, group.id, "come_back", actor=None, now=now, resolved_at=None)


def _upsert(session: Session, error: SeenError, release: str, now: datetime) -> tuple[ErrorGroup, bool]:
    latest: dict[str, Any] = {
        "message": error.message[:500],
        "place": error.place[:300],
        "trace": error.trace[:20_000],
        "part": error.part[:60],
        "route": error.route[:200],
        "request_id": error.request_id[:40],
        "release": release,
        "last_seen_at": error.at,
    }
    made = insert(ErrorGroup).values(
        fingerprint=error.fingerprint,
        kind=error.kind[:120],
        first_release=release,
        first_seen_at=error.first_at,
        count=error.count,
        created_at=now,
        **latest,
    )
    newer = made.excluded.last_seen_at >= ErrorGroup.last_seen_at
    changes = {name: case((newer, made.excluded[name]), else_=getattr(ErrorGroup, name)) for name in latest}
    written = made.on_conflict_do_update(
        index_elements=["fingerprint"], set_={**changes, "count": ErrorGroup.count + error.count}
    )
    row = session.execute(
        written.returning(ErrorGroup, literal_column("xmax = 0")), execution_options={"populate_existing": True}
    ).one()
    return row[0], row[1]
