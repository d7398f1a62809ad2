"""Save a working calendar; open tickets are set anew by a job."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.support.settings.service_plan import SupportCalendar
from workflows.one_at_a_time import one_at_a_time
from workflows.support.clocks.calendars.working_calendars import CALENDARS
from workflows.support.promises.reclock_reports import reclock_reports

Blocks = Sequence[Sequence[int]]


def save_calendar(
    session: Session,
    calendar: SupportCalendar,
    *,
    name: str,
    time_zone: str | None,
    week: Mapping[str, Blocks],
    joint_leave_worked: bool,
) -> SupportCalendar:
    """Raises Invalid for a calendar without any hours and for a name that is taken."""
    hours = {day: [list(block) for block in blocks] for day, blocks in week.items() if blocks}
    if not hours:
        raise Invalid(N_("Isi jam kerja paling sedikit satu hari."), field="day_0")
    name = clear_line(name)
    one_at_a_time(session, "support_calendar_names")
    taken = select(SupportCalendar.id).where(
        func.lower(SupportCalendar.name) == name.lower(), SupportCalendar.id != (calendar.id or 0)
    )
    if session.scalar(taken) is not None:
        raise Invalid(N_("Nama ini sudah dipakai."), field="name")
    before = (calendar.week, calendar.time_zone, calendar.joint_leave_worked)
    calendar.name = name
    calendar.week, calendar.time_zone, calendar.joint_leave_worked = hours, time_zone, joint_leave_worked
    if inspect(calendar).persistent and before != (hours, time_zone, joint_leave_worked):
        one_at_a_time(session, CALENDARS)
        calendar.version += 1
        reclock_reports(session)
    session.add(calendar)
    session.flush()
    return calendar
