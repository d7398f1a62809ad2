"""Working calendars as rows, read into the arithmetic of working time; the targets that hold for a ticket."""

from itertools import groupby

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.models.customers.customer import Customer, Site
from app.models.support.settings.service_plan import (
    CalendarDay,
    ServicePlan,
    ServiceTarget,
    SupportCalendar,
    SupportSettings,
)
from app.models.support.ticket import SupportTicket
from app.policies.company_time import company_zone
from app.policies.service_levels.calendar_days import find_counting
from app.policies.service_levels.working_time import WorkingTime
from workflows.one_at_a_time import keep_unchanged

CALENDARS = "support_calendars"  # raising the version of one waits until clocks that are being set are written
STANDARD_WEEK = {day: [(8 * 60, 17 * 60)] for day in range(5)}  # Monday to Friday


def working_time_of(session: Session, calendar_id: int, *, site_id: int | None = None) -> WorkingTime:
    """The calendar with its accepted days; one without a zone of its own counts in the site's, else the company's."""
    calendar = session.get_one(SupportCalendar, calendar_id)
    zone = calendar.time_zone or _site_zone(session, site_id) or company_zone(session)
    week = {int(day): [(opens, closes) for opens, closes in blocks] for day, blocks in calendar.week.items()}
    accepted = select(CalendarDay).where(
        CalendarDay.accepted_at.is_not(None),
        or_(CalendarDay.calendar_id.is_(None), CalendarDay.calendar_id == calendar_id),
    )
    days = {}
    for date, rows in groupby(session.scalars(accepted.order_by(CalendarDay.day)), key=lambda day: day.day):
        if counting := find_counting(rows, calendar):
            days[date] = [(opens, closes) for opens, closes in counting.blocks]
    return WorkingTime(zone, week, days)


def get_desk_calendar(session: Session) -> WorkingTime | None:
    """The calendar whose working days the desk counts; None until the desk is set up."""
    settings = session.get(SupportSettings, 1)
    return working_time_of(session, settings.calendar_id) if settings else None


def get_standard_calendar(session: Session) -> WorkingTime:
    """What counts until the desk has a calendar."""
    return WorkingTime(company_zone(session), STANDARD_WEEK)


def find_target(session: Session, ticket: SupportTicket) -> ServiceTarget | None:
    """What the customer's plan, or the default plan, promises at the ticket's priority, as calendars stay."""
    keep_unchanged(session, CALENDARS)
    own = select(Customer.service_plan_id).where(Customer.id == ticket.customer_id).scalar_subquery()
    plans = select(ServicePlan.id).where(or_(ServicePlan.id == own, ServicePlan.is_default))
    first = plans.order_by((ServicePlan.id == own).desc().nulls_last(), ServicePlan.id).limit(1).scalar_subquery()
    wanted = select(ServiceTarget).where(ServiceTarget.plan_id == first, ServiceTarget.priority == ticket.priority)
    loaded = wanted.options(joinedload(ServiceTarget.calendar)).execution_options(populate_existing=True)
    return session.scalars(loaded).one_or_none()


def _site_zone(session: Session, site_id: int | None) -> str | None:
    return session.scalar(select(Site.time_zone).where(Site.id == site_id)) if site_id else None
