"""Adding what a process has counted to the tables, in one transaction of two statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.monitoring.traffic import BUCKETS, COUNTED, RequestMinute, RequestTotal


@dataclass(frozen=True, slots=True, order=True)
class RequestKey:
    """`route`: the pattern, never the address. `status`: its class, as 2xx."""

    minute: datetime
    route: str
    method: str
    status: str


@dataclass(slots=True)
class Counts:
    """`buckets`: one per bound of BUCKETS; slower answers are in `total` alone."""

    total: int = 0
    sum_ms: float = 0
    buckets: list[int] = field(default_factory=lambda: [0] * len(BUCKETS))

    def add(self, milliseconds: float) -> None:
        self.total += 1
        self.sum_ms += milliseconds
        place = next((place for place, bound in enumerate(BUCKETS) if milliseconds <= bound), None)
        if place is not None:
            self.buckets[place] += 1

    def merge(self, other: "Counts") -> None:
        self.total += other.total
        self.sum_ms += other.sum_ms
        self.buckets = [one + more for one, more in zip(self.buckets, other.buckets, strict=True)]

    @property
    def columns(self) -> dict[str, int]:
        return dict(zip(COUNTED, (self.total, round(self.sum_ms), *self.buckets), strict=True))


def add_counts(
    session: Session, counted: Mapping[RequestKey, Counts], *, release: str, colour: str, now: datetime
) -> None:
    """Sorted, so that two processes at once cannot wait for each other."""
    minutes: dict[tuple[Any, ...], Counts] = defaultdict(Counts)
    errors: dict[tuple[Any, ...], int] = defaultdict(int)
    totals: dict[tuple[Any, ...], Counts] = defaultdict(Counts)
    for key, counts in counted.items():
        minute = (key.minute, key.route, key.method)
        minutes[minute].merge(counts)
        errors[minute] += counts.total if key.status == "5xx" else 0
        totals[key.route, key.method, key.status].merge(counts)
    by_minute = [
        {"minute": at, "route": route, "method": method, "release": release, "errors": errors[at, route, method]}
        | counts.columns
        for (at, route, method), counts in sorted(minutes.items(), key=lambda one: one[0])
    ]
    in_all = [
        {"route": route, "method": method, "status": status, "release": release, "colour": colour, "last_at": now}
        | counts.columns
        for (route, method, status), counts in sorted(totals.items(), key=lambda one: one[0])
    ]
    _upsert(session, RequestMinute, by_minute, ("minute", "route", "method", "release"), (*COUNTED, "errors"))
    _upsert(session, RequestTotal, in_all, ("route", "method", "release", "colour", "status"), COUNTED)


def list_request_totals(session: Session) -> Sequence[RequestTotal]:
    return session.scalars(select(RequestTotal).order_by(RequestTotal.id)).all()


def _upsert(
    session: Session, table: Any, rows: Sequence[dict[str, Any]], keys: Iterable[str], sums: Iterable[str]
) -> None:
    if not rows:
        return
    adding = insert(table.__table__)
    changes = {name: table.__table__.c[name] + adding.excluded[name] for name in sums}
    if "last_at" in rows[0]:
        changes["last_at"] = adding.excluded.last_at
    session.execute(adding.on_conflict_do_update(index_elements=list(keys), set_=changes), rows)
