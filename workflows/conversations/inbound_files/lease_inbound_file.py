"""Lease the next file to fetch."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.messaging.inbound_file import FetchStatus, InboundFile

LEASE = timedelta(minutes=5)


def lease_inbound_file(session: Session, *, now: datetime) -> InboundFile | None:
    """The next that is due, due again after the lease if its worker is killed."""
    due = select(InboundFile).where(InboundFile.status == FetchStatus.WAITING, InboundFile.due_at <= now)
    found = session.scalars(due.order_by(InboundFile.due_at).limit(1).with_for_update(skip_locked=True)).one_or_none()
    if found is not None:
        found.due_at, found.tries = now + LEASE, found.tries + 1
        session.flush()
    return found
