"""How far a folder of the desk's mailbox was read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.support.mailbox import SupportMailbox

DAYS_AGAIN = 29  # below the shortest time that inbound events are kept, so that a mail is known when it comes again


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


def begin_folder(
    session: Session, *, mailbox_id: int, account: str, uid_validity: int, today: date
) -> tuple[int, date]:
    """The last UID that was read, and the day from which mails count.

    When the server has numbered the folder anew it is read again for four weeks; what is known is kept once.
    """
    box = session.get_one(SupportMailbox, mailbox_id, with_for_update=True, populate_existing=True)
    if (box.account, box.uid_validity) != (account, uid_validity):
        is_first = box.uid_validity is None
        box.account, box.uid_validity, box.last_uid = account, uid_validity, 0
        if not is_first:
            box.since_date = max(box.since_date, today - timedelta(days=DAYS_AGAIN))
    return box.last_uid, box.since_date


def note_read(session: Session, *, mailbox_id: int, uid_validity: int, uid: int) -> None:
    """Never backwards, and never for a numbering that has ended."""
    forward = update(SupportMailbox).where(
        SupportMailbox.id == mailbox_id, SupportMailbox.uid_validity == uid_validity, SupportMailbox.last_uid < uid
    )
    session.execute(forward.values(last_uid=uid).execution_options(noted=True))


def note_polled(session: Session, *, mailbox_id: int, now: datetime, error: str = "") -> None:
    told = {"poll_error": error[:300]} if error else {"poll_error": "", "polled_at": now}
    session.execute(
        update(SupportMailbox).where(SupportMailbox.id == mailbox_id).values(told).execution_options(noted=True)
    )
