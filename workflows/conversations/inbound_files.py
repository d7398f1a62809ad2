"""The files customers send: noted when the message comes, fetched by a job, listed for the staff."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, joinedload

from app.core.errors import NotAvailable
from app.core.files import KeptFile
from app.core.i18n import N_
from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbound_file import FetchStatus, InboundFile
from workflows.conversations.rules import get_contact
from workflows.documents import keep_file
from workflows.transitions import note

FETCH = "app.jobs.inbox.media.fetch_media"
FETCHED = {"image", "document", "audio", "video"}
LEASE = timedelta(minutes=5)
KEPT_BY_PROVIDER = timedelta(days=7)
MOST_TRIES = 12


def note_inbound_file(
    session: Session, *, event_id: int, contact_id: int, media_id: str, kind: str, name: str, now: datetime
) -> None:
    """Once for each message; stickers are decoration and stay where they are."""
    if kind not in FETCHED:
        return
    row = insert(InboundFile).values(
        event_id=event_id,
        contact_id=contact_id,
        media_id=media_id[:80],
        kind=kind,
        original_name=name[:120],
        due_at=now,
    )
    session.execute(row.on_conflict_do_nothing(index_elements=[InboundFile.event_id]))
    unit_of(session).wake.add(FETCH)


def lease_inbound_file(session: Session, *, now: datetime) -> InboundFile | None:
    """The next that is due, due again after the lease if its fetcher dies."""
    due = select(InboundFile).where(InboundFile.status == FetchStatus.WAITING, InboundFile.due_at <= now)
    found = session.scalars(due.order_by(InboundFile.due_at).limit(1).with_for_update(skip_locked=True)).one_or_none()
    if found is not None:
        found.due_at, found.tries = now + LEASE, found.tries + 1
        session.flush()
    return found


def store_inbound_file(session: Session, *, inbound_file_id: int, kept: KeptFile) -> None:
    waiting = session.get_one(InboundFile, inbound_file_id, with_for_update=True, populate_existing=True)
    if waiting.status == FetchStatus.WAITING:
        waiting.file_id, waiting.status, waiting.error_code = (
            keep_file(session, kept, actor=None).id,
            FetchStatus.STORED,
            "",
        )


def put_off_inbound_file(
    session: Session, *, inbound_file_id: int, code: str, final: bool, now: datetime, after: timedelta
) -> None:
    """Later again; FAILED, in sight with a button, when it cannot help or the provider no longer has it."""
    waiting = session.get_one(InboundFile, inbound_file_id, with_for_update=True, populate_existing=True)
    if waiting.status != FetchStatus.WAITING:
        return
    waiting.error_code, waiting.due_at = code[:60], now + after
    if final or waiting.tries >= MOST_TRIES or now - waiting.created_at > KEPT_BY_PROVIDER:
        waiting.status = FetchStatus.FAILED


def retry_inbound_file(session: Session, *, inbound_file_id: int, actor: User, now: datetime) -> InboundFile:
    found = session.get_one(InboundFile, inbound_file_id, with_for_update=True, populate_existing=True)
    get_contact(session, found.contact_id, actor)
    if found.status != FetchStatus.FAILED:
        raise NotAvailable(N_("Berkas ini tidak perlu diambil lagi."))
    found.status, found.tries, found.due_at, found.error_code = FetchStatus.WAITING, 0, now, ""
    note(session, "whatsapp_contacts", found.contact_id, "file_retried", actor=actor, now=now)
    unit_of(session).wake.add(FETCH)
    return found


def list_customer_files(
    session: Session, *, customer_id: int, since: datetime, until: datetime, size: int = 24
) -> Sequence[InboundFile]:
    """What the customer sent in this time and is stored, newest first."""
    theirs = select(InboundFile).join(InboundFile.contact).options(joinedload(InboundFile.file))
    theirs = theirs.where(
        WhatsAppContact.customer_id == customer_id,
        InboundFile.status == FetchStatus.STORED,
        InboundFile.created_at.between(since, until),
    )
    return session.scalars(theirs.order_by(InboundFile.id.desc()).limit(size)).all()
