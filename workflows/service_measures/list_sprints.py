"""Sprints, and the bugs found and fixed in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import TIMESTAMP, ColumnElement, Select, SQLColumnExpression, cast, func, select
from sqlalchemy.orm import Session

from app.models.feedback.bug import BugReport
from app.models.incidents.sprint import Sprint
from app.policies.company_time import company_zone


@dataclass(frozen=True, slots=True)
class SprintBugs:
    """Reports that came, and those that were fixed, on the sprint's days."""

    sprint: Sprint
    found: int
    fixed: int


def list_sprints(session: Session, *, first: date | None = None, last: date | None = None) -> Sequence[Sprint]:
    """Newest first; with days, those that share one with them."""
    return session.scalars(_sprints(first, last)).all()


def _sprints(first: date | None, last: date | None) -> Select[Sprint]:
    wanted = select(Sprint).order_by(Sprint.first_date.desc(), Sprint.id.desc())
    if first is not None and last is not None:
        wanted = wanted.where(Sprint.first_date <= last, Sprint.last_date >= first)
    return wanted


def find_sprint(session: Session, sprint_id: int) -> Sprint | None:
    return session.get(Sprint, sprint_id)


def list_sprint_bugs(session: Session, *, first: date, last: date) -> list[SprintBugs]:
    """Of the sprints that share a day with these, each counted whole."""
    zone = company_zone(session)
    since, until = _midnight(Sprint.first_date, zone), _midnight(Sprint.last_date + 1, zone)
    counts = [
        select(func.count(BugReport.id))
        .where(at >= since, at < until, BugReport.deleted_at.is_(None))
        .correlate(Sprint)
        .scalar_subquery()
        for at in (BugReport.created_at, BugReport.fixed_at)
    ]
    rows = session.execute(_sprints(first, last).add_columns(*counts)).all()
    return [SprintBugs(sprint, found, fixed) for sprint, found, fixed in rows]


def _midnight(day: SQLColumnExpression[Any], zone: str) -> ColumnElement[datetime]:
    """Where that day begins in the zone."""
    return func.timezone(zone, cast(day, TIMESTAMP))
