"""Ask for one step on many records."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.units import BULK, unit_of
from app.models.accounts.user import User
from app.models.bulk_run import BulkRow, BulkRun


def ask_bulk(
    session: Session,
    *,
    endpoint: str,
    flow: str,
    step: str,
    records: Iterable[tuple[Any, str]],
    actor: User,
    now: datetime,
    seen: Mapping[int, str] | None = None,
) -> BulkRun:
    """`records` with their names, in the order in which they are done. Nothing is done yet.

    `seen`: by id, the hash of what whoever asks has read of the record; it is refused once it says something else.
    """
    read = seen or {}
    rows = [
        BulkRow(
            record_id=one.id,
            label=name[:200],
            before=str(getattr(one, "status", "")),
            seen=read.get(one.id, ""),
            created_at=now,
        )
        for one, name in records
    ]
    run = BulkRun(user_id=actor.id, endpoint=endpoint, flow=flow, step=step, total=len(rows), created_at=now)
    session.add(run)
    session.flush()
    for row in rows:
        row.run_id = run.id
    session.add_all(rows)
    session.flush()
    unit_of(session).wake.add(BULK)
    return run
