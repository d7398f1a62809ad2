"""The company's zone and its "today": the one reading for panel, pages, jobs and SQL."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, cast, func, select
from sqlalchemy.orm import Session

from app.core.clock import DEFAULT_ZONE, local_day
from app.models.company import Company


def company_zone(session: Session) -> str:
    """The IANA name of the company's zone; WIB until the company is filled in."""
    company = session.get(Company, 1)
    return company.time_zone if company is not None else DEFAULT_ZONE


def company_today(session: Session, now: datetime) -> date:
    """The calendar day at the company at this moment."""
    return local_day(now, company_zone(session))


def today_in_sql(now: datetime | None = None) -> ColumnElement[date]:
    """The same as an expression, for conditions that are written before a request; `now` None: the database's clock."""
    zone = select(Company.time_zone).where(Company.id == 1).scalar_subquery()
    moment = func.now() if now is None else now
    return cast(func.timezone(func.coalesce(zone, DEFAULT_ZONE), moment), Date)
