"""Fetch a file again that could not be fetched."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.messaging.inbound_file import FetchStatus, InboundFile
from workflows.conversations.inbound_files.list_customer_files import FETCH
from workflows.conversations.rules import get_contact
from workflows.transitions import note


def retry_inbound_file(session: Session, *, inbound_file_id: int, actor: User, now: datetime) -> InboundFile:
    found = session.get_one(InboundFile, inbound_file_id, with_for_update=True, populate_existing=True)
    get_contact(session, found.contact_id, actor)
    if found.status != FetchStatus.FAILED:
        raise NotAvailable(N_("Berkas ini tidak perlu diambil lagi."))
    found.status, found.tries, found.due_at, found.error_code = FetchStatus.WAITING, 0, now, ""
    note(session, "whatsapp_contacts", found.contact_id, "file_retried", actor=actor, now=now)
    unit_of(session).wake.add(FETCH)
    return found
