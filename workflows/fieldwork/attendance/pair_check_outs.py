"""Check-outs that reach us before the check-in they end: the day they are kept on, and the day they belong to."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.models.visits.assignment import Assignment
from app.models.visits.attendance import (
    ATTENDANCE_FLOW,
    UNPAIRED,
    Attendance,
    AttendanceKind,
    AttendanceStatus,
    Doubt,
)
from workflows.fieldwork.attendance.record_attendance import find_next_check_in, find_same_day
from workflows.transitions import transition

LONGEST_SHIFT = timedelta(hours=18)
DAY = timedelta(days=1)
TOGETHER = timedelta(hours=1)  # the same end, pressed on two phones


def take_day(session: Session, place: Assignment, at: datetime) -> date:
    """The day to keep an unpaired check-out on: that of its tap; of two, the earlier tap ended the day before."""
    day = local_day(at, place.visit.site.time_zone)
    if _clear(session, place, day, before=at - TOGETHER):
        return day
    ended = find_same_day(session, place, AttendanceKind.CHECK_OUT, day)
    is_later = ended is not None and ended.happened_at > at + TOGETHER
    return day - DAY if is_later and _clear(session, place, day - DAY, before=at) else day


def free_day(session: Session, place: Assignment, waiting: Attendance, *, begun: Attendance) -> bool:
    """Whether an unpaired check-out on this day could go to the day that it may well belong to."""
    if waiting.doubt != Doubt.LONG_DAY or waiting.happened_at <= begun.happened_at + LONGEST_SHIFT:
        return _clear(session, place, waiting.work_date, before=begun.happened_at)
    to = take_day(session, place, waiting.happened_at)
    if find_same_day(session, place, AttendanceKind.CHECK_OUT, to) is not None:
        return False
    waiting.work_date = to
    session.flush()
    return True


def _clear(session: Session, place: Assignment, day: date, *, before: datetime) -> bool:
    """Whether the day is without a check-out, one that waits and was pressed before then having gone a day back."""
    there = find_same_day(session, place, AttendanceKind.CHECK_OUT, day)
    if there is None:
        return True
    if there.doubt not in UNPAIRED or there.happened_at >= before:
        return False
    if not _clear(session, place, day - DAY, before=there.happened_at):
        return False
    there.work_date = day - DAY
    session.flush()
    return True


def pair_check_out(session: Session, place: Assignment, begun: Attendance, *, now: datetime) -> None:
    """The check-out that waited for this check-in counts, on the day it began."""
    next_one = find_next_check_in(session, place, after=begun.happened_at)
    until = begun.happened_at + LONGEST_SHIFT
    rows = select(Attendance).where(
        Attendance.assignment_id == place.id,
        Attendance.kind == AttendanceKind.CHECK_OUT,
        Attendance.status == AttendanceStatus.QUESTIONED,
        Attendance.doubt.in_(UNPAIRED),
        Attendance.happened_at.between(begun.happened_at, min(until, next_one.happened_at) if next_one else until),
    )
    waiting = session.scalars(rows.order_by(Attendance.happened_at.desc()).limit(1)).one_or_none()
    ended = find_same_day(session, place, AttendanceKind.CHECK_OUT, begun.work_date)
    if waiting is None:
        return
    if ended is not None and ended is not waiting and not free_day(session, place, ended, begun=begun):
        return
    facts: dict[str, Any] = {"work_date": begun.work_date, "doubt": None}
    transition(session, ATTENDANCE_FLOW, waiting.id, "pair", actor=None, now=now, **facts)
