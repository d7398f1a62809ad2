"""The message of a WhatsApp or Telegram chat proves that its owner wants the status page's news there."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.status.subscriber import StatusSubscriber, SubscriberChannel
from workflows.outbox_events import emit
from workflows.status.subscribers.events import SubscriptionAsked

GOOD_FOR = timedelta(hours=24)


def confirm_chat(
    session: Session, *, subscriber_id: int, now: datetime, contact_id: int | None = None, chat_id: int | None = None
) -> StatusSubscriber:
    """The chat of a WhatsApp contact or of Telegram; one that is told already gets the new choice.

    It is answered with the link that manages. Raises NotAvailable for a code that is used elsewhere or a day old.
    """
    chat = {"contact_id": contact_id} if contact_id is not None else {"chat_id": chat_id}
    channel = SubscriberChannel.TELEGRAM if contact_id is None else SubscriberChannel.WHATSAPP
    asked = session.get(StatusSubscriber, subscriber_id, with_for_update=True, populate_existing=True)
    known = select(StatusSubscriber).filter_by(**chat).with_for_update()
    before = session.scalars(known.execution_options(populate_existing=True)).one_or_none()
    if asked is None or asked.channel != channel or (asked.confirmed_at is not None and asked is not before):
        raise NotAvailable(N_("Kode ini sudah dipakai. Buka halaman status untuk berlangganan lagi."))
    if asked.confirmed_at is None and asked.created_at <= now - GOOD_FOR:
        raise NotAvailable(N_("Kode ini sudah lewat 24 jam. Buka halaman status untuk berlangganan lagi."))
    kept = asked if before is None else before
    if kept is not asked:
        kept.component_ids, kept.locale = asked.component_ids, asked.locale
        session.delete(asked)
    kept.contact_id, kept.chat_id = contact_id, chat_id
    kept.confirmed_at = kept.confirmed_at or now
    session.flush()
    emit(session, SubscriptionAsked(subscriber_id=kept.id), now=now)
    return kept
