"""How far a folder of the desk's mailbox was read."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.support.mail.mailbox import SupportMailbox


def note_read(session: Session, *, mailbox_id: int, uid_validity: int, uid: int) -> None:
    """Never backwards, and never for a numbering that has ended."""
    forward = update(SupportMailbox).where(
        SupportMailbox.id == mailbox_id, SupportMailbox.uid_validity == uid_validity, SupportMailbox.last_uid < uid
    )
    session.execute(forward.values(last_uid=uid).execution_options(noted=True))
