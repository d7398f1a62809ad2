"""Writing one message of a ticket."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.messages import PUBLIC, MessageKind, SupportAttachment, SupportMessage
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import LONGEST_MESSAGE


def write_message(
    session: Session,
    *,
    ticket_id: int,
    kind: MessageKind,
    text: str,
    author: User | None,
    now: datetime,
    file_ids: Sequence[int] = (),
) -> SupportMessage:
    """The caller holds the ticket. What both sides read becomes the ticket's last message."""
    cleaned = text.strip()
    if not cleaned and not file_ids:
        raise Invalid(N_("Tulis dulu pesannya."), field="text")
    if len(cleaned) > LONGEST_MESSAGE:
        raise Invalid(N_("Pesan paling panjang 20.000 huruf."), field="text")
    message = SupportMessage(
        ticket_id=ticket_id, kind=kind, text=cleaned, author_id=author.id if author else None, created_at=now
    )
    session.add(message)
    session.flush()
    session.add_all(SupportAttachment(message_id=message.id, file_id=file_id) for file_id in file_ids)
    if kind in PUBLIC:
        session.execute(
            update(SupportTicket)
            .where(SupportTicket.id == ticket_id)
            .values(last_message_id=message.id)
            .execution_options(noted=True)
        )
    session.flush()
    return message
