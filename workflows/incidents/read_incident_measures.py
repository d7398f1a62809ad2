"""What a period's incidents say of the service and of those who mend it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import day_bounds
from app.models.incidents.incident import ActionItem, Incident, IncidentStatus, PostMortem
from app.models.monitoring.alarm import URGENT, Severity
from app.policies.company_time import company_today, company_zone
from workflows.incidents.measures import Measure, measure, runs_before_failures, time_between_failures
from workflows.status import Down, uptime


@dataclass(frozen=True, slots=True)
class IncidentMeasures:
    """Of incidents declared within the days; `down` in minutes; post-mortems by their due day.

    `between`: mean of the whole time it ran, by failure; median of the times before each; open: since the last.
    """

    count: int
    detect: Measure
    acknowledge: Measure
    repair: Measure
    down: float
    between: Measure
    by_severity: dict[str, int]
    by_component: list[tuple[str, int]]  # most first; "" is none
    by_cause: list[tuple[str, int]]  # the same
    post_mortems_due: int
    post_mortems_in_time: int
    items_overdue: int  # when the days were over (while they last: today), of incidents of any period
    items_done: int


def read_incident_measures(
    session: Session, *, first: date, last: date, visible: ColumnElement[bool], now: datetime
) -> IncidentMeasures:
    zone = company_zone(session)
    since, until = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    declared = select(Incident).where(Incident.declared_at >= since, Incident.declared_at < until, visible)
    found = session.scalars(declared.options(joinedload(Incident.cause))).all()
    window = (since, min(until, now)) if since < now else (since, until)
    impacts = [Down(one.impact_started_at, one.impact_ended_at or now) for one in found if _is_failure(one)]
    down = uptime(window, impacts).down
    between = time_between_failures(window[1] - window[0], failures=len(impacts), down=down)
    ran = measure(runs_before_failures(window, ((one.start, one.end) for one in impacts)))
    due, in_time = _post_mortems(session, first, last, visible, zone)
    over = min(last + timedelta(days=1), company_today(session, now))
    overdue, done = _items(session, since, until, visible, over)
    return IncidentMeasures(
        count=len(found),
        detect=measure(one.declared_at - one.impact_started_at for one in found),
        acknowledge=_acknowledged(found),
        repair=measure(one.impact_ended_at and one.impact_ended_at - one.impact_started_at for one in found),
        down=down.total_seconds() / 60,
        between=replace(ran, mean=between.total_seconds() / 60 if between is not None else None),
        by_severity={str(one): sum(incident.severity == one for incident in found) for one in Severity},
        by_component=_most_first(one.component for one in found),
        by_cause=_most_first(one.cause.name if one.cause else "" for one in found),
        post_mortems_due=due,
        post_mortems_in_time=in_time,
        items_overdue=overdue,
        items_done=done,
    )


def _most_first(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))


def _is_failure(incident: Incident) -> bool:
    """SEV4 stops nobody's work."""
    return incident.severity != Severity.SEV4


def _acknowledged(found: Sequence[Incident]) -> Measure:
    """One that ended by itself without an answer is in neither figure."""
    counted = [one for one in found if one.acknowledged_at or one.status != IncidentStatus.RESOLVED]
    return measure(one.acknowledged_at and one.acknowledged_at - one.declared_at for one in counted)


def _post_mortems(
    session: Session, first: date, last: date, visible: ColumnElement[bool], zone: str
) -> tuple[int, int]:
    """How many were due, and how many of them were written by the end of that day; one of SEV3 or SEV4 is never due."""
    written = func.date(func.timezone(zone, PostMortem.published_at)) <= PostMortem.due_date
    counted = select(func.count(), func.count().filter(written)).select_from(PostMortem).join(Incident)
    row = session.execute(
        counted.where(PostMortem.due_date.between(first, last), Incident.severity.in_(URGENT), visible)
    ).one()
    return row[0], row[1]


def _items(
    session: Session, since: datetime, until: datetime, visible: ColumnElement[bool], over: date
) -> tuple[int, int]:
    waited = or_(ActionItem.done_at.is_(None), ActionItem.done_at >= until)
    late = waited & (ActionItem.due_date < over) & (ActionItem.created_at < until)
    done = (ActionItem.done_at >= since) & (ActionItem.done_at < until)
    counted = select(func.count().filter(late), func.count().filter(done)).select_from(ActionItem).join(Incident)
    row = session.execute(counted.where(visible)).one()
    return row[0], row[1]
