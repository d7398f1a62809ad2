"""Found and fixed: per version and per week."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.clock import day_bounds
from app.core.db import quoted
from app.models.feedback.bug import OPEN_BUGS
from app.policies.company_time import company_zone


@dataclass(frozen=True, slots=True)
class WeekOrVersion:
    """`name` is a version, or the first day of a week."""

    name: str
    found: int
    fixed: int
    critical: int


@dataclass(frozen=True, slots=True)
class BugFigures:
    """`mean_days`: from report to fix, of those fixed in the period; None when there were none."""

    found: int
    fixed: int
    open_now: int
    mean_days: float | None
    weeks: Sequence[WeekOrVersion]
    versions: Sequence[WeekOrVersion]


_FACTS = """
WITH facts AS (
    SELECT found_version AS version, (created_at AT TIME ZONE :zone)::date AS day, 1 AS found, 0 AS fixed,
           (priority = 'CRITICAL')::int AS critical
      FROM bug_reports
     WHERE created_at >= :start AND created_at < :end AND deleted_at IS NULL AND status NOT IN ('DUPLICATE', 'REJECTED')
    UNION ALL
    SELECT fixed_version, (fixed_at AT TIME ZONE :zone)::date, 0, 1, 0
      FROM bug_reports
     WHERE fixed_at >= :start AND fixed_at < :end AND deleted_at IS NULL
)
"""
_BY_WEEK = """
SELECT date_trunc('week', day)::date::text AS name, sum(found)::int, sum(fixed)::int, sum(critical)::int
  FROM facts GROUP BY 1 ORDER BY 1
"""
_BY_VERSION = """
SELECT coalesce(nullif(version, ''), '–') AS name, sum(found)::int, sum(fixed)::int, sum(critical)::int
  FROM facts GROUP BY 1 ORDER BY 1 DESC LIMIT 50
"""
_MEAN = text(
    "SELECT avg(extract(epoch FROM fixed_at - created_at)) / 86400 FROM bug_reports"
    " WHERE fixed_at >= :start AND fixed_at < :end AND deleted_at IS NULL"
)
_OPEN = text(
    f"SELECT count(*) FROM bug_reports WHERE status IN ({quoted(sorted(OPEN_BUGS))})"  # noqa: S608  constants
    " AND deleted_at IS NULL"
)


def read_figures(session: Session, *, first: date, last: date) -> BugFigures:
    """Both days included, in the company's zone."""
    zone = company_zone(session)
    facts = {"start": day_bounds(first, zone)[0], "end": day_bounds(last, zone)[1], "zone": zone}
    weeks = [WeekOrVersion(*row) for row in session.execute(text(_FACTS + _BY_WEEK), facts)]
    mean = session.execute(_MEAN, facts).scalar_one()
    return BugFigures(
        found=sum(row.found for row in weeks),
        fixed=sum(row.fixed for row in weeks),
        open_now=session.execute(_OPEN).scalar_one(),
        mean_days=None if mean is None else float(mean),
        weeks=weeks,
        versions=[WeekOrVersion(*row) for row in session.execute(text(_FACTS + _BY_VERSION), facts)],
    )
