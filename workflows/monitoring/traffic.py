"""Latency, error rate and throughput from the minute counters, and how quickly the error budget is spent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select, text
from sqlalchemy.orm import Session

from app.models.incidents.incident import Incident
from app.models.monitoring.traffic import BUCKETS, COUNTED, RequestMinute
from app.models.releases.release import OWN_SYSTEM, Release
from workflows.monitoring.add_counts import Counts
from workflows.monitoring.burn_rate import BUDGET, RULES, BurnRule, Traffic, is_burning

SLO_WINDOW = timedelta(days=30)
_SUMS = [func.coalesce(func.sum(getattr(RequestMinute, name)), 0) for name in (*COUNTED, "errors")]


@dataclass(frozen=True, slots=True)
class TrafficLine:
    """What was answered in one step of time, or by one route."""

    key: Any
    counts: Counts
    errors: int

    @property
    def error_ratio(self) -> float | None:
        return self.errors / self.counts.total if self.counts.total else None

    def quantile(self, share: float) -> float | None:
        return quantile(self.counts, share)


@dataclass(frozen=True, slots=True)
class Marker:
    """A release that went live, by its version, or the beginning of an incident, by its number."""

    at: datetime
    version: str
    is_incident: bool = False


@dataclass(frozen=True, slots=True)
class Burn:
    """`rate`: errors of the long window in multiples of the budget; None without traffic."""

    rule: BurnRule
    long: Traffic
    short: Traffic

    @property
    def rate(self) -> Decimal | None:
        return Decimal(self.long.errors) / self.long.requests / BUDGET if self.long.requests else None

    @property
    def is_burning(self) -> bool:
        return is_burning(self.rule, long=self.long, short=self.short)


def quantile(counts: Counts, share: float) -> float | None:
    """Milliseconds that this share took at most, linear within its bucket; beyond the last bound, that bound."""
    if not counts.total:
        return None
    rank, below, lower = share * counts.total, 0, 0
    for bound, count in zip(BUCKETS, counts.buckets, strict=True):
        if count and below + count >= rank:
            return lower + (bound - lower) * (rank - below) / count
        below, lower = below + count, bound
    return float(BUCKETS[-1])


def list_traffic(session: Session, *, since: datetime, until: datetime, step: timedelta) -> list[TrafficLine]:
    """One line per step, also where nothing was asked for, oldest first. `since` stands on a step."""
    slot = func.date_bin(step, RequestMinute.minute, since)
    found = {line.key: line for line in _read(session, slot, since=since, until=until)}
    steps = (since + place * step for place in range(-((since - until) // step)))
    return [found.get(at) or TrafficLine(at, Counts(), 0) for at in steps]


def list_routes(session: Session, *, since: datetime, until: datetime, most: int = 50) -> list[TrafficLine]:
    """The routes asked for most, each as `GET /pattern`."""
    name = RequestMinute.method + " " + RequestMinute.route
    return sorted(_read(session, name, since=since, until=until), key=lambda one: (-one.counts.total, one.key))[:most]


def total_of(lines: Iterable[TrafficLine]) -> TrafficLine:
    counts, errors = Counts(), 0
    for line in lines:
        counts.merge(line.counts)
        errors += line.errors
    return TrafficLine(None, counts, errors)


def list_markers(session: Session, *, since: datetime, until: datetime) -> Sequence[Marker]:
    """Releases of Sigap that went live in this time."""
    live = select(Release.live_at, Release.version).where(
        Release.system == OWN_SYSTEM, Release.live_at >= since, Release.live_at < until
    )
    return [Marker(at, version) for at, version in session.execute(live.order_by(Release.live_at)) if at is not None]


def list_incident_markers(
    session: Session, *, since: datetime, until: datetime, visible: ColumnElement[bool]
) -> Sequence[Marker]:
    """Incidents whose impact began in this time, of those that `visible` holds for."""
    began = select(Incident.impact_started_at, Incident.number).where(
        Incident.impact_started_at >= since, Incident.impact_started_at < until, visible
    )
    rows = session.execute(began.order_by(Incident.impact_started_at))
    return [Marker(at, number, is_incident=True) for at, number in rows]


def count_connections(session: Session) -> tuple[int, int]:
    """Connections to this database, and how many the server takes in all."""
    used = select(func.count()).select_from(text("pg_stat_activity")).where(text("datname = current_database()"))
    most = session.scalar(text("SELECT current_setting('max_connections')::int"))
    return session.scalar(used) or 0, int(most or 0)


def read_traffic(session: Session, *, since: datetime) -> Traffic:
    sums = select(func.coalesce(func.sum(RequestMinute.total), 0), func.coalesce(func.sum(RequestMinute.errors), 0))
    requests, errors = session.execute(sums.where(RequestMinute.minute >= since)).one()
    return Traffic(int(requests), int(errors))


def list_burns(session: Session, *, now: datetime) -> list[Burn]:
    """Every burn-rate rule with the traffic of its two windows."""
    return [
        Burn(rule, read_traffic(session, since=now - rule.long), read_traffic(session, since=now - rule.short))
        for rule in RULES
    ]


def budget_left(traffic: Traffic) -> Decimal | None:
    """The share of the window's error budget that is left, below 0 when overspent; None without traffic."""
    return 1 - Decimal(traffic.errors) / traffic.requests / BUDGET if traffic.requests else None


def _read(session: Session, key: Any, *, since: datetime, until: datetime) -> list[TrafficLine]:
    rows = session.execute(
        select(key, *_SUMS)
        .where(RequestMinute.minute >= since, RequestMinute.minute < until)
        .group_by(literal_column("1"))
    )
    return [
        TrafficLine(row[0], Counts(int(row[1]), int(row[2]), [int(count) for count in row[3:-1]]), int(row[-1]))
        for row in rows
    ]
