"""To which ticket a mail belongs."""

import re
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.mail.mail import MailState, SupportMail
from app.models.support.ticket import SupportTicket
from workflows.support.merging.find_root import find_root

_NUMBER = re.compile(r"\b(DKG-[0-9]{4}-[0-9]{6,19})\b", re.IGNORECASE)


def find_thread(
    session: Session, *, signed_ticket_id: int | None, references: Sequence[str], subject: str, sender: str
) -> SupportTicket | None:
    """The signed address, then the mails it answers, ours and theirs; a number only if the sender takes part."""
    if signed_ticket_id is not None and (signed := session.get(SupportTicket, signed_ticket_id)) is not None:
        return signed
    answered = _answered(session, references)
    return answered if answered is not None else _numbered(session, subject, sender)


def takes_part(session: Session, ticket: SupportTicket, sender: str) -> bool:
    """Tell whether this address has asked for the ticket, or has written in it as its customer before."""
    root = find_root(session, ticket)
    for one in (ticket, root):
        owner = session.get(User, one.requester_id) if one.requester_id else None
        known = {(one.requester_email or "").lower(), ((owner.email if owner else None) or "").lower()}
        if sender and sender in known:
            return True
    return False


def _answered(session: Session, references: Sequence[str]) -> SupportTicket | None:
    """The nearest one first."""
    if not references:
        return None
    wanted = (
        select(SupportMail.internet_id, SupportMail.ticket_id)
        .where(SupportMail.internet_id.in_(references), SupportMail.ticket_id.is_not(None))
        .where(SupportMail.state.in_((MailState.OPENED, MailState.THREADED, MailState.SENT)))
        .order_by(SupportMail.id.desc())
    )
    tickets = {row.internet_id: row.ticket_id for row in session.execute(wanted)}
    nearest = next((tickets[one] for one in references if one in tickets), None)
    return session.get(SupportTicket, nearest) if nearest is not None else None


def _numbered(session: Session, subject: str, sender: str) -> SupportTicket | None:
    found = _NUMBER.search(subject)
    if found is None:
        return None
    numbered = select(SupportTicket).where(SupportTicket.number == found.group(1).upper())
    ticket = session.scalars(numbered).one_or_none()
    return ticket if ticket is not None and takes_part(session, ticket, sender) else None
