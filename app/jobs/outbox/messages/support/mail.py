"""What an e-mail about a ticket needs so that its answer finds the ticket again."""

from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.clock import utc_now
from app.http.security.public_address import public_host
from app.http.security.support_mail import mail_keys
from app.models.support.mail.mail import SupportMail
from app.models.support.messages import SupportAttachment
from app.models.support.ticket import SupportTicket
from integrations.support_mail.mail_class import LOOP_HEADER
from integrations.support_mail.signed_address import address_of, bounce_address_of
from workflows.support import thread_outgoing

BY_A_PERSON = {"ticket.answered"}
ACKNOWLEDGES = {"ticket.received"}
MOST_BY_MAIL = 10 * 1024 * 1024  # together; what is larger is read on the ticket's page


def mail_extra(session: Session, ticket: SupportTicket, kind: str, message_id: int | None) -> dict[str, Any]:
    """For OutgoingMessage.extra; empty while the desk has no mailbox."""
    settings = current_app.config["SETTINGS"]
    mailbox = settings.support_mailbox
    if not mailbox:
        return {}
    host, now = public_host(), utc_now()
    headers = thread_outgoing(session, ticket_id=ticket.id, message_id=message_id, host=host, now=now)
    own_id = headers.pop("Message-ID")
    values = {"message_id": own_id, "headers": {**headers, "Reply-To": mailbox, **_machine(kind)}}
    if settings.support_mail_tags:
        key = mail_keys()[0]
        sent_id = session.scalar(select(SupportMail.id).where(SupportMail.internet_id == own_id)) or 0
        values["headers"]["Reply-To"] = address_of(ticket.id, mailbox=mailbox, key=key)
        values["bounces_to"] = bounce_address_of(sent_id, mailbox=mailbox, key=key)
    return {"mail": values}


def _machine(kind: str) -> dict[str, str]:
    """An answer by a person says nothing of machines: empty headers are left out."""
    if kind in BY_A_PERSON:
        return {"Auto-Submitted": ""}
    how = "auto-replied" if kind in ACKNOWLEDGES else "auto-generated"
    return {"Auto-Submitted": how, "X-Auto-Response-Suppress": "All", LOOP_HEADER: "1"}


def files_of(session: Session, message_id: int | None) -> list[dict[str, str]]:
    """What the answer was written with, while a mail server takes it."""
    rows = select(SupportAttachment).where(SupportAttachment.message_id == message_id)
    found = session.scalars(rows.options(joinedload(SupportAttachment.file)).order_by(SupportAttachment.id)).all()
    if sum(one.file.size for one in found) > MOST_BY_MAIL:
        return []
    return [
        {"key": one.file.storage_key, "type": one.file.media_type, "name": one.name or one.file.original_name or "1"}
        for one in found
    ]
