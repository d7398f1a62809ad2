"""The files of a customer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.accounts.user import User
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbound_file import FetchStatus, InboundFile
from app.policies.visibility import spoken_openly

FETCH = "app.jobs.inbox.media.fetch_media"


def list_customer_files(
    session: Session, *, customer_id: int, since: datetime, until: datetime, reader: User, size: int = 24
) -> Sequence[InboundFile]:
    """What the customer sent in this time and is stored, newest first, as far as the reader may see it."""
    theirs = select(InboundFile).join(InboundFile.contact).options(joinedload(InboundFile.file))
    theirs = theirs.where(
        WhatsAppContact.customer_id == customer_id,
        InboundFile.status == FetchStatus.STORED,
        InboundFile.created_at.between(since, until),
        spoken_openly(reader, InboundFile.contact_id, InboundFile.created_at),
    )
    return session.scalars(theirs.order_by(InboundFile.id.desc()).limit(size)).all()
