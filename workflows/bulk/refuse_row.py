"""Note that a row failed in a way nobody foresaw."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import gettext
from app.models.bulk_run import BulkRow, RowOutcome


def refuse_row(session: Session, *, now: datetime) -> None:
    """The next one that waits, so that those behind it have their turn."""
    waiting = select(BulkRow).where(BulkRow.outcome == RowOutcome.WAITING).order_by(BulkRow.id).limit(1)
    row = session.scalars(waiting.with_for_update(skip_locked=True)).one_or_none()
    if row is not None:
        row.outcome, row.why, row.done_at = RowOutcome.REFUSED, gettext("Galat tak terduga. Coba satu per satu."), now
        session.flush()
