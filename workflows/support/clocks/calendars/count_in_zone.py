"""After a site's or the company's time zone has changed: what counts in it is set anew by the next sweep."""

from sqlalchemy import select, true, update
from sqlalchemy.orm import Session

from app.models.support.clocks import SupportClock
from app.models.support.settings.service_plan import SupportCalendar
from app.models.support.ticket import SupportTicket
from workflows.support.promises.reclock_reports import reclock_reports


def count_in_zone(session: Session, *, site_id: int | None = None) -> None:
    """`site_id` None: the company's zone. Calendars with a zone of their own are not touched.

    Clocks fall behind the version of their calendar, which is as if it had not been recomputed.
    """
    zoneless = SupportCalendar.time_zone.is_(None)
    here = true() if site_id is None else SupportTicket.site_id == site_id
    tickets = select(SupportTicket.id).where(SupportTicket.id == SupportClock.ticket_id, here)
    behind = update(SupportClock).where(
        SupportClock.stopped_at.is_(None),
        SupportClock.calendar_id.in_(select(SupportCalendar.id).where(zoneless)),
        tickets.exists(),
    )
    older = behind.values(calendar_version=SupportClock.calendar_version - 1)
    for statement in (
        older,
        update(SupportCalendar).where(zoneless).values(recomputed_version=SupportCalendar.version - 1),
    ):
        session.execute(statement.execution_options(synchronize_session=False, noted=True))
    if site_id is None:
        reclock_reports(session)
