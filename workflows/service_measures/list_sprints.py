"""Sprints, and the bugs found and fixed in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import day_bounds
from app.models.feedback.bug import BugReport
from app.models.incidents.cause import Sprint
from app.policies.company_time import company_zone


@dataclass(frozen=True, slots=True)
class SprintBugs:
    """Reports that came, and those that were fixed, on the sprint's days."""

    sprint: Sprint
    found: int
    fixed: int


def list_sprints(session: Session, *, first: date | None = None, last: date | None = None) -> Sequence[Sprint]:
    """Newest first; with days, those that share one with them."""
    wanted = select(Sprint).order_by(Sprint.first_date.desc(), Sprint.id.desc())
    if first is not None and last is not None:
        wanted = wanted.where(Sprint.first_date <= last, Sprint.last_date >= first)
    return session.scalars(wanted).all()


def find_sprint(session: Session, sprint_id: int) -> Sprint | None:
    return session.get(Sprint, sprint_id)


def list_sprint_bugs(session: Session, *, first: date, last: date) -> list[SprintBugs]:
    """Of the sprints that share a day with these, each counted whole."""
    zone = company_zone(session)
    return [_of(session, sprint, zone) for sprint in list_sprints(session, first=first, last=last)]


def _of(session: Session, sprint: Sprint, zone: str) -> SprintBugs:
    since, until = day_bounds(sprint.first_date, zone)[0], day_bounds(sprint.last_date, zone)[1]
    found, fixed = (
        select(func.count()).where(at >= since, at < until, BugReport.deleted_at.is_(None)).scalar_subquery()
        for at in (BugReport.created_at, BugReport.fixed_at)
    )
    counts = session.execute(select(found, fixed)).one()
    return SprintBugs(sprint, counts[0], counts[1])
