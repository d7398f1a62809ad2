"""What a period says of the service beside its incidents: uptime, error budget, patch latency, bugs by release."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import mean

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import day_bounds
from app.models.feedback.bug import BugReport
from app.policies.company_time import company_zone
from workflows.maintenance import MonthFigures, read_month
from workflows.monitoring import Traffic, budget_left, list_traffic, total_of
from workflows.status import Uptime, list_uptimes


@dataclass(frozen=True, slots=True)
class ServiceMeasures:
    """`uptimes` by component; `bugs`: a version, found in it, fixed in it, of reports of these days."""

    uptimes: Sequence[tuple[str, Uptime]]
    traffic: Traffic
    maintenance: MonthFigures
    bugs: Sequence[tuple[str, int, int]]

    @property
    def good_share(self) -> Decimal | None:
        """Per cent of requests that were answered without an error of ours; None without traffic."""
        return 100 * (1 - Decimal(self.traffic.errors) / self.traffic.requests) if self.traffic.requests else None

    @property
    def budget(self) -> Decimal | None:
        """Per cent of the error budget that was left, below 0 when overspent."""
        left = budget_left(self.traffic)
        return None if left is None else 100 * left

    @property
    def mean_latency(self) -> float | None:
        """Days from a patch's availability to its application."""
        return mean(self.maintenance.latency) if self.maintenance.latency else None


def read_service_measures(session: Session, *, first: date, last: date, now: datetime) -> ServiceMeasures:
    """Minute counters are kept for 35 days: without them there is no traffic to judge."""
    zone = company_zone(session)
    since, until = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    total = total_of(list_traffic(session, since=since, until=until, step=timedelta(days=1)))
    uptimes = list_uptimes(session, first=first, last=last, now=now)
    return ServiceMeasures(
        uptimes=[(component.name, measured) for component, measured in uptimes],
        traffic=Traffic(total.counts.total, total.errors),
        maintenance=read_month(session, first=first, last=last, now=now),
        bugs=_bugs(session, since, until),
    )


def _bugs(session: Session, since: datetime, until: datetime) -> list[tuple[str, int, int]]:
    """Newest name first; reports without a version are left out."""
    found, fixed = (
        dict(
            session.execute(
                select(version, func.count())
                .where(at >= since, at < until, version != "", BugReport.deleted_at.is_(None))
                .group_by(version)
            ).all()
        )
        for version, at in (
            (BugReport.found_version, BugReport.created_at),
            (BugReport.fixed_version, BugReport.fixed_at),
        )
    )
    versions = sorted((version for version in {*found, *fixed} if version), key=_order, reverse=True)
    return [(version, found.get(version, 0), fixed.get(version, 0)) for version in versions]


def _order(version: str) -> list[tuple[int, str]]:
    """1.10 after 1.9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in version.split(".")]
