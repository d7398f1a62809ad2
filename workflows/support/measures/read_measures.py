"""Read the figures of a period: each statement is a range of an index, grouped by what they are broken down by."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Float, and_, cast, extract, func, or_, select
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, StopCause, SupportClock
from app.models.support.messages import SupportSurvey
from app.models.support.resolutions import SupportResolution
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import OPEN, SOLVED
from workflows.support.measures.measured import Measured, Spread
from workflows.support.measures.scope import By, Scope, key_of

CONTENT = 4  # and 5


def read_measures(session: Session, scope: Scope, *, now: datetime, by: By | None = None) -> dict[Any, Measured]:
    """Key to figures; without `by` the one key is the empty string. A ticket without owner or team has the key None."""
    found: dict[Any, Measured] = {} if by else {"": Measured()}
    for read in (_opened, _first_replies, _resolutions, _limits, _asked, _ratings):
        for key, values in read(session, scope, by).items():
            _fill(found.setdefault(key, Measured()), values)
    for key, values in _backlog(session, scope, by, now).items():
        _fill(found.setdefault(key, Measured()), values)
    return found


def _fill(measured: Measured, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(measured, name, value)


def read_days(session: Session, scope: Scope) -> dict[date, tuple[int, int]]:
    """Day to how many tickets came in and how many were resolved."""
    days: dict[date, list[int]] = {}
    for place, (moment, home) in enumerate(_DAILY.items()):
        day = cast(func.timezone(scope.zone, moment), Date)
        counted = select(day, func.count()).select_from(SupportTicket)
        if home is not SupportTicket:
            counted = counted.join(home, home.ticket_id == SupportTicket.id)
        for on, count in session.execute(counted.where(*scope.tickets(), scope.within(moment)).group_by(day)):
            days.setdefault(on, [0, 0])[place] = count
    return {on: (opened, resolved) for on, (opened, resolved) in days.items()}


_DAILY: Mapping[Any, Any] = {
    SupportTicket.created_at: SupportTicket,
    SupportResolution.resolved_at: SupportResolution,
}


def _grouped(
    session: Session, scope: Scope, by: By | None, home: Any, moment: Any, values: Mapping[str, Any], *more: Any
) -> dict[Any, dict[str, Any]]:
    """Key to the values of the rows whose moment lies in the period."""
    key = key_of(by)
    columns = [value.label(name) for name, value in values.items()]
    rows = select(key, *columns).select_from(SupportTicket)
    if home is not SupportTicket:
        rows = rows.join(home, home.ticket_id == SupportTicket.id)
    rows = rows.where(*scope.tickets(), scope.within(moment), *more)
    rows = rows.group_by(key) if by else rows
    return {row[0]: {name: getattr(row, name) for name in values} for row in session.execute(rows)}


def _opened(session: Session, scope: Scope, by: By | None) -> dict[Any, dict[str, Any]]:
    values = {"opened": func.count(), "opened_resolved": _count(SupportTicket.status.in_(SOLVED))}
    return _grouped(session, scope, by, SupportTicket, SupportTicket.created_at, values)


def _first_replies(session: Session, scope: Scope, by: By | None) -> dict[Any, dict[str, Any]]:
    answered = (SupportClock.kind == ClockKind.FIRST_REPLY, SupportClock.stop_cause == StopCause.MET)
    spread = _spread(SupportClock.consumed_s)
    found = _grouped(session, scope, by, SupportClock, SupportClock.stopped_at, spread, *answered)
    return {key: {"first_reply": Spread(**row)} for key, row in found.items()}


def _resolutions(session: Session, scope: Scope, by: By | None) -> dict[Any, dict[str, Any]]:
    lasted = SupportResolution.reopened_at.is_(None)
    counts = {
        "resolved": func.count(),
        "reopened": _count(SupportResolution.reopened_at.is_not(None)),
        "first_contact": _count(and_(SupportResolution.first_contact, lasted)),
    }
    spread = _spread(SupportResolution.worked_s)
    found = _grouped(session, scope, by, SupportResolution, SupportResolution.resolved_at, {**counts, **spread})
    return {
        key: {"resolution": Spread(**{name: row.pop(name) for name in spread}), **row} for key, row in found.items()
    }


def _limits(session: Session, scope: Scope, by: By | None) -> dict[Any, dict[str, Any]]:
    """Judged at the breach, or when the clock stopped without one."""
    values = {"judged": func.count(), "kept": _count(SupportClock.breached_at.is_(None))}
    judged = func.coalesce(SupportClock.breached_at, SupportClock.stopped_at)
    fair = or_(SupportClock.breached_at.is_not(None), SupportClock.stop_cause == StopCause.MET)
    return _grouped(session, scope, by, SupportClock, judged, values, fair)


def _asked(session: Session, scope: Scope, by: By | None) -> dict[Any, dict[str, Any]]:
    values = {"asked": func.count(), "answered": _count(SupportSurvey.score.is_not(None))}
    return _grouped(session, scope, by, SupportSurvey, SupportSurvey.created_at, values)


def _ratings(session: Session, scope: Scope, by: By | None) -> dict[Any, dict[str, Any]]:
    values = {
        "rated": func.count(),
        "content": _count(SupportSurvey.score >= CONTENT),
        "score_sum": func.coalesce(func.sum(SupportSurvey.score), 0),
    }
    return _grouped(session, scope, by, SupportSurvey, SupportSurvey.rated_at, values)


def _backlog(session: Session, scope: Scope, by: By | None, now: datetime) -> dict[Any, dict[str, Any]]:
    """Open at the end of the period, or now where that lies ahead; age in calendar time since they came in."""
    at = min(scope.until, now)
    age = extract("epoch", at - SupportTicket.created_at)
    key = key_of(by)
    still: ColumnElement[bool] = SupportTicket.status.in_(OPEN)
    if at < now:
        still = or_(still, SupportTicket.ended_at >= at)
    rows = select(key, func.count(), func.percentile_cont(0.5).within_group(age), func.max(age)).where(
        *scope.tickets(), still, SupportTicket.created_at < at
    )
    rows = rows.group_by(key) if by else rows
    names = ("backlog", "backlog_median_s", "backlog_oldest_s")
    return {row[0]: _numbers(dict(zip(names, row[1:], strict=True))) for row in session.execute(rows)}


def _numbers(values: dict[str, Any]) -> dict[str, Any]:
    return {name: float(value) if value is not None and name != "backlog" else value for name, value in values.items()}


def _count(condition: ColumnElement[bool]) -> Any:
    return func.count().filter(condition)


def _spread(seconds: Any) -> dict[str, Any]:
    def at(part: float) -> Any:
        return func.percentile_cont(part).within_group(seconds)

    return {
        "n": func.count(seconds),
        "mean_s": cast(func.avg(seconds), Float),  # of integers it comes as Decimal otherwise
        "median_s": at(0.5),
        "p90_s": at(0.9),
    }
