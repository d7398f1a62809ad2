"""Which of the days that are not like their weekday hold for a calendar."""

from collections.abc import Iterable

from app.models.support.settings.service_plan import CalendarDay, DayKind, SupportCalendar

ALWAYS = {str(day): [[0, 24 * 60]] for day in range(7)}


def holds_for(day: CalendarDay, calendar: SupportCalendar) -> bool:
    """A calendar of all hours works on the days off of the others, and one that says so on joint leave."""
    if day.kind == DayKind.JOINT_LEAVE and calendar.joint_leave_worked:
        return False
    return day.calendar_id == calendar.id if day.calendar_id or calendar.week == ALWAYS else True


def find_counting(days: Iterable[CalendarDay], calendar: SupportCalendar) -> CalendarDay | None:
    """Of the accepted rows of one date that which counts: the calendar's own before the one for all."""
    held = [day for day in days if holds_for(day, calendar)]
    return max(held, key=lambda day: (day.calendar_id is not None, day.id), default=None)
