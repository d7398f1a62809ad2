"""When a folder was last read to its end, or what stood in the way."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.support.mail.mailbox import SupportMailbox


def note_polled(session: Session, *, mailbox_id: int, now: datetime, error: str = "") -> None:
    values = {"poll_error": error[:300]} if error else {"poll_error": "", "polled_at": now}
    session.execute(
        update(SupportMailbox).where(SupportMailbox.id == mailbox_id).values(values).execution_options(noted=True)
    )
