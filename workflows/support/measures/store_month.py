"""Keep the PDF of a month's figures, and tell whoever leads."""

from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.support.monthly import SupportMonth
from workflows.outbox_events import emit
from workflows.support.events import SupportMonthReady


def has_month(session: Session, month: date) -> bool:
    return bool(session.scalar(select(exists().where(SupportMonth.month == month))))


def store_month(session: Session, *, month: date, file_id: int, now: datetime) -> SupportMonth:
    """Once for each month: a second one is refused by the database."""
    kept = SupportMonth(month=month, file_id=file_id, created_at=now)
    session.add(kept)
    session.flush()
    emit(session, SupportMonthReady(month_id=kept.id), now=now, once=f"support-month:{month}")
    return kept
