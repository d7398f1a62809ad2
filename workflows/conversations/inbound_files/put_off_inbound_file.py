"""Put off a file that could not be fetched."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbound_file import FetchStatus, InboundFile
from workflows.conversations.auto_reply.request_agent import request_agent
from workflows.conversations.reply import reply

KEPT_BY_PROVIDER = timedelta(days=7)
MOST_TRIES = 12


def put_off_inbound_file(
    session: Session, *, inbound_file_id: int, code: str, final: bool, now: datetime, after: timedelta
) -> None:
    """Later again; FAILED, in sight with a button, when it cannot help or the provider no longer has it.

    Then the sender, who was told that it had come, is asked for it again, and CS is told.
    """
    contact_id = session.get_one(InboundFile, inbound_file_id).contact_id
    contact = session.get_one(WhatsAppContact, contact_id, with_for_update=True, populate_existing=True)
    waiting = session.get_one(InboundFile, inbound_file_id, with_for_update=True, populate_existing=True)
    if waiting.status != FetchStatus.WAITING:
        return
    waiting.error_code, waiting.due_at = code[:60], now + after
    if final or waiting.tries >= MOST_TRIES or now - waiting.created_at > KEPT_BY_PROVIDER:
        waiting.status = FetchStatus.FAILED
        reply(session, contact, "contact.file_lost", now=now, once=True, kind=waiting.kind)
        request_agent(session, contact, reason="file_lost", words=waiting.original_name or f"[{waiting.kind}]", now=now)
