"""Save a folder of the desk's mailbox."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.models.support.mail.mailbox import SupportMailbox


def save_mailbox(
    session: Session, record: SupportMailbox, *, folder: str, moved_to: str, since_date: date, is_active: bool
) -> SupportMailbox:
    """An earlier `since_date` or another folder is read from its beginning."""
    folder, moved_to = clear_line(folder), clear_line(moved_to or "")
    if folder == moved_to:
        raise Invalid(N_("Surel yang sudah dibaca harus pindah ke folder lain."), field="moved_to")
    taken = select(SupportMailbox.id).where(SupportMailbox.folder == folder, SupportMailbox.id != (record.id or 0))
    if session.scalar(taken) is not None:
        raise Invalid(N_("Folder ini sudah dibaca."), field="folder")
    if record.id and (record.folder != folder or since_date < record.since_date):
        record.uid_validity, record.last_uid = None, 0
    record.folder, record.moved_to, record.since_date, record.is_active = folder, moved_to, since_date, is_active
    session.add(record)
    session.flush()
    return record
