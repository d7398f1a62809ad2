"""Months of which a report is drawn."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.documents.drawing import Waiting
from app.models.files.undrawn_file import DrawnKind
from app.policies.company_time import company_today
from workflows.documents import list_undrawn


def months_due(session: Session, kind: DrawnKind) -> list[date]:
    """The month before, and those that could not be drawn when it was their turn."""
    last = month_before(company_today(session, utc_now()))
    return sorted({last, *(month_of(key) for key in list_undrawn(session, kind))})


def waiting_month(month: date) -> Waiting:
    return Waiting(int(f"{month:%Y%m}"), f"{month:%Y-%m}")


def month_of(key: int) -> date:
    """202611 → its first day."""
    return date(key // 100, key % 100, 1)


def month_before(today: date) -> date:
    """Its first day."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def last_day(month: date) -> date:
    """Of the month that begins on this day."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
