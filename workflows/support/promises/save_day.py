"""Save a day that is not like its weekday."""

from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.support.settings.service_plan import CalendarDay, DayKind, SupportCalendar
from workflows.one_at_a_time import one_at_a_time
from workflows.support.clocks.calendars.working_calendars import CALENDARS
from workflows.support.promises.reclock_reports import reclock_reports
from workflows.support.promises.save_calendar import Blocks


def save_day(
    session: Session,
    record: CalendarDay,
    *,
    day: date,
    kind: DayKind,
    title: str,
    calendar_id: int | None,
    blocks: Blocks,
    accepted: bool,
    now: datetime,
) -> CalendarDay:
    """One row for a day and a calendar; a holiday has no hours."""
    if kind != DayKind.EXCEPTION and blocks:
        raise Invalid(N_("Hari libur tidak punya jam kerja. Pilih “Jam khusus” untuk jam lain."), field="hours")
    taken = select(CalendarDay.id).where(
        CalendarDay.day == day,
        CalendarDay.calendar_id.is_not_distinct_from(calendar_id),
        CalendarDay.id != (record.id or 0),
    )
    if session.scalar(taken) is not None:
        raise Invalid(N_("Hari ini sudah ada untuk kalender itu."), field="day")
    touched = {record.calendar_id, calendar_id} if record.id else {calendar_id}
    record.day, record.kind, record.title, record.calendar_id = day, kind, clear_line(title), calendar_id
    record.blocks = [list(block) for block in blocks]
    record.accepted_at = (record.accepted_at or now) if accepted else None
    session.add(record)
    session.flush()
    raise_versions(session, touched)
    return record


def raise_versions(session: Session, calendar_ids: set[int | None]) -> None:
    """Of the calendars a day belongs to; None: of all. Waits for clocks that are just being started."""
    one_at_a_time(session, CALENDARS)
    moved = update(SupportCalendar).values(version=SupportCalendar.version + 1)
    if None not in calendar_ids:
        moved = moved.where(SupportCalendar.id.in_(calendar_ids))
    session.execute(moved.execution_options(synchronize_session="fetch", noted=True))
    reclock_reports(session)
