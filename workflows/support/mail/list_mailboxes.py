"""The folders of the desk's mailbox that are read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.mail.mailbox import SupportMailbox


@dataclass(frozen=True, slots=True)
class ReadFolder:
    id: int
    folder: str
    moved_to: str


def list_mailboxes(session: Session, *, today: date) -> list[ReadFolder]:
    """Those that are read; the first start begins with INBOX and the mails from today on."""
    found = session.scalars(select(SupportMailbox).order_by(SupportMailbox.id)).all()
    if not found:
        session.add(SupportMailbox(folder="INBOX", since_date=today))
        session.flush()
        found = session.scalars(select(SupportMailbox)).all()
    return [ReadFolder(one.id, one.folder, one.moved_to) for one in found if one.is_active]
