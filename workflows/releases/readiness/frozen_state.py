"""What the people saw who said Go: what differs between two looks, and the PDF of the last one."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.releases.release import Release

DRAW = "app.jobs.documents.readiness.draw_readiness"


def list_changes(before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines that were added, left out, or are not what they were: `label`, `before` and `now` (None: not there)."""
    old, new = ({(one["checklist"], one["label"]): one for one in lines} for lines in (before, now))
    keys = [*new, *(key for key in old if key not in new)]
    return [
        {"checklist": key[0], "label": key[1], "before": old.get(key), "now": new.get(key)}
        for key in keys
        if _seen(old.get(key)) != _seen(new.get(key))
    ]


def _seen(line: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """What people read of it: the figures behind its words were not kept before 0.2."""
    return None if line is None else {name: value for name, value in line.items() if name not in {"kind", "facts"}}


def list_undrawn(session: Session) -> Sequence[Release]:
    """Releases that were approved and have no PDF."""
    wanted = select(Release).where(Release.frozen_sha256 != "", Release.frozen_file_id.is_(None))
    return session.scalars(wanted.order_by(Release.id)).all()
