"""Read the figures of a period: each statement is a range of an index, grouped by all that they are broken down by."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Float, and_, cast, extract, func, literal, or_, select, text, tuple_
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind, StopCause, SupportClock
from app.models.support.messages import SupportSurvey
from app.models.support.resolutions import SupportResolution
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import OPEN, SOLVED
from workflows.support.measures.measured import Measured, Spread
from workflows.support.measures.scope import COLUMNS, By, Scope

CONTENT = 4  # and 5


Breakdowns = dict[By | None, dict[Any, Measured]]
Found = Iterator[tuple[By | None, Any, dict[str, Any]]]  # breakdown, key, values


def read_measures(session: Session, scope: Scope, *, now: datetime, by: By | None = None) -> dict[Any, Measured]:
    """Key to figures; without `by` the one key is the empty string. A ticket without owner or team has the key None."""
    return read_breakdowns(session, scope, now=now, bys=(by,))[by]


def read_breakdowns(
    session: Session, scope: Scope, *, now: datetime, bys: Sequence[By | None] = (None, *By)
) -> Breakdowns:
    """Several at once: the rows of the period are read once for all of them."""
    found: Breakdowns = {by: {} if by else {"": Measured()} for by in bys}
    for read in (_opened, _first_replies, _resolutions, _limits, _asked, _ratings):
        for by, key, values in read(session, scope, bys):
            _fill(found[by].setdefault(key, Measured()), values)
    for by, key, values in _backlog(session, scope, bys, now):
        _fill(found[by].setdefault(key, Measured()), values)
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
    session: Session,
    scope: Scope,
    bys: Sequence[By | None],
    home: Any,
    moment: Any,
    values: Mapping[str, Any],
    *more: Any,
) -> Found:
    """The values of the rows whose moment lies in the period."""
    rows = select().select_from(SupportTicket)
    if home is not SupportTicket:
        rows = rows.join(home, home.ticket_id == SupportTicket.id)
    return _broken_down(session, rows.where(*scope.tickets(), scope.within(moment), *more), bys, values)


def _broken_down(session: Session, rows: Any, bys: Sequence[By | None], values: Mapping[str, Any]) -> Found:
    """GROUPING tells by a bit for each column, the first the highest, which ones a row is not grouped by."""
    columns = [COLUMNS[by] for by in bys if by]
    ungrouped = (1 << len(columns)) - 1
    if columns:
        sets = [tuple_(column) for column in columns] + [text("()") for by in bys if not by]
        rows = rows.group_by(func.grouping_sets(*sets))
    place = func.grouping(*columns) if columns else literal(0)
    named = [value.label(name) for name, value in values.items()]
    grouped = [by for by in bys if by]
    by_place: dict[int, By | None] = {ungrouped - (1 << index): by for index, by in enumerate(reversed(grouped))}
    for row in session.execute(rows.add_columns(place.label("place"), *columns, *named)):
        by = by_place.get(row.place)
        yield by, row[1 + grouped.index(by)] if by else "", {name: getattr(row, name) for name in values}


def _opened(session: Session, scope: Scope, bys: Sequence[By | None]) -> Found:
    values = {"opened": func.count(), "opened_resolved": _count(SupportTicket.status.in_(SOLVED))}
    return _grouped(session, scope, bys, SupportTicket, SupportTicket.created_at, values)


def _first_replies(session: Session, scope: Scope, bys: Sequence[By | None]) -> Found:
    answered = (SupportClock.kind == ClockKind.FIRST_REPLY, SupportClock.stop_cause == StopCause.MET)
    spread = _spread(SupportClock.consumed_s)
    for by, key, row in _grouped(session, scope, bys, SupportClock, SupportClock.stopped_at, spread, *answered):
        yield by, key, {"first_reply": Spread(**row)}


def _resolutions(session: Session, scope: Scope, bys: Sequence[By | None]) -> Found:
    lasted = SupportResolution.reopened_at.is_(None)
    counts = {
        "resolved": func.count(),
        "reopened": _count(SupportResolution.reopened_at.is_not(None)),
        "first_contact": _count(and_(SupportResolution.first_contact, lasted)),
    }
    values = {**counts, **(spread := _spread(SupportResolution.worked_s))}
    for by, key, row in _grouped(session, scope, bys, SupportResolution, SupportResolution.resolved_at, values):
        yield by, key, {"resolution": Spread(**{name: row.pop(name) for name in spread}), **row}


def _limits(session: Session, scope: Scope, bys: Sequence[By | None]) -> Found:
    """Judged at the breach, or when the clock stopped without one."""
    values = {"judged": func.count(), "kept": _count(SupportClock.breached_at.is_(None))}
    judged = func.coalesce(SupportClock.breached_at, SupportClock.stopped_at)
    fair = or_(SupportClock.breached_at.is_not(None), SupportClock.stop_cause == StopCause.MET)
    return _grouped(session, scope, bys, SupportClock, judged, values, fair)


def _asked(session: Session, scope: Scope, bys: Sequence[By | None]) -> Found:
    values = {"asked": func.count(), "answered": _count(SupportSurvey.score.is_not(None))}
    return _grouped(session, scope, bys, SupportSurvey, SupportSurvey.created_at, values)


def _ratings(session: Session, scope: Scope, bys: Sequence[By | None]) -> Found:
    values = {
        "rated": func.count(),
        "content": _count(SupportSurvey.score >= CONTENT),
        "score_sum": func.coalesce(func.sum(SupportSurvey.score), 0),
    }
    return _grouped(session, scope, bys, SupportSurvey, SupportSurvey.rated_at, values)


def _backlog(session: Session, scope: Scope, bys: Sequence[By | None], now: datetime) -> Found:
    """Open at the end of the period, or now where that lies ahead; age in calendar time since they came in."""
    at = min(scope.until, now)
    age = extract("epoch", at - SupportTicket.created_at)
    still: ColumnElement[bool] = SupportTicket.status.in_(OPEN)
    if at < now:
        still = or_(still, SupportTicket.ended_at >= at)
    values = {
        "backlog": func.count(),
        "backlog_median_s": func.percentile_cont(0.5).within_group(age),
        "backlog_oldest_s": func.max(age),
    }
    rows = select().select_from(SupportTicket).where(*scope.tickets(), still, SupportTicket.created_at < at)
    for by, key, row in _broken_down(session, rows, bys, values):
        yield by, key, _numbers(row)


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
