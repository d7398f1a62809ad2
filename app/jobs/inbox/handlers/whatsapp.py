"""What customers write to our WhatsApp number, and what becomes of our own messages there."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.identifiers import read_id
from app.jobs.inbox.handlers.outcome import Ignored, Receiver, reading, require_recent
from app.jobs.inbox.handlers.status_chats import subscribe_whatsapp
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent, Provider
from integrations.shapes import mapping, moment
from integrations.whatsapp.single_event import read_single
from integrations.whatsapp.webhook import (
    AccountChanged,
    IdentityChange,
    InboundMessage,
    StatusUpdate,
    TemplateChanged,
)
from workflows.conversations import (
    InboundText,
    change_identity,
    find_or_make_contact,
    handle_inbound,
    note_inbound_file,
    phone_of,
    reply_to_colleague,
)
from workflows.on_call import answer_on_whatsapp
from workflows.outbox import (
    AccountNews,
    AccountRestricted,
    StatusNews,
    note_account_restricted,
    note_account_works,
    note_status,
    note_template_status,
)
from workflows.outbox_events import emit

DISABLED, REINSTATED = ("DISABLED_UPDATE", "DISABLE"), ("DISABLED_UPDATE", "REINSTATE")
NO_MORE_NUMBERS = ("ACCOUNT_RESTRICTION", "RESTRICTED_ADD_PHONE_NUMBER_ACTION")  # ours still sends
RESTRICTING = {"ACCOUNT_RESTRICTION", "ACCOUNT_DELETED", "REVIEW_REJECTED"}
WARNING = {"DISABLED_UPDATE", "ACCOUNT_VIOLATION", "ACCOUNT_RESTRICTION", "FLAGGED", "DOWNGRADE", "TEMPLATE_RED"}


def message_received(session: Session, event: InboxEvent, message: InboundMessage, now: datetime) -> None:
    require_recent(event, message.sent_at)
    contact = find_or_make_contact(
        session,
        wa_id=message.from_wa_id,
        bsuid=message.from_user_id,
        profile_name=message.profile_name or "",
    )
    if contact is None:
        raise Ignored("no sender")
    event.contact_id = contact.id
    if message.media_id is not None:
        sent = {"media_id": message.media_id, "kind": message.kind, "name": message.file_name or ""}
        note_inbound_file(session, event_id=event.id, contact_id=contact.id, **sent, now=now)
    if _answers_call(session, contact, message, now):
        return
    received_at = InboundText(
        kind=message.kind,
        text=message.text or "",
        phones=message.contact_phones,
        place=_place(message),
        sent_at=message.sent_at,
        has_file=message.media_id is not None,
    )
    if subscribe_whatsapp(session, contact, received_at, now):
        return
    handle_inbound(session, contact, received_at, now=now)


def _answers_call(session: Session, contact: WhatsAppContact, message: InboundMessage, now: datetime) -> bool:
    """Whoever was called acknowledges by a reply or the button under the call."""
    answer = answer_on_whatsapp(
        session, contact, phone=phone_of(message.from_wa_id), words=message.text or "",
        button=message.button_payload or "", replied_to=message.context_id or "", now=now,
    )  # fmt: skip
    if answer is None:
        return False
    facts = {"outcome": answer.outcome, "number": answer.number, "why": answer.why}
    reply_to_colleague(session, contact, "contact.call_answer", sent_at=message.sent_at, now=now, **facts)
    return True


def identity_changed(session: Session, event: InboxEvent, change: IdentityChange, now: datetime) -> None:
    require_recent(event, change.at)
    contact = change_identity(
        session,
        old_wa_id=change.old_wa_id,
        old_bsuid=change.old_user_id,
        new_wa_id=change.new_wa_id,
        new_bsuid=change.new_user_id,
        now=now,
    )
    if contact is None:
        raise Ignored("nobody known")
    event.contact_id = contact.id


def status_updated(session: Session, event: InboxEvent, update: StatusUpdate, now: datetime) -> None:
    """How far one of our messages came; it may be told before our own note that it was sent."""
    news = StatusNews(
        provider_id=update.provider_id,
        status=update.status,
        at=min(update.at or now, now),
        delivery_id=_delivery_id(update.callback_data),
        error_code=update.error_code or "",
        error_detail=update.error_detail or "",
    )
    delivery = note_status(session, news, now=now)
    if delivery is None:
        raise Ignored("not one of our deliveries")
    event.contact_id = delivery.contact_id


def template_changed(session: Session, event: InboxEvent, change: TemplateChanged, now: datetime) -> None:
    values = {"name": change.name, "language": change.language, "status": change.status, "reason": change.reason}
    if not note_template_status(session, **values, at=_reported_at(event, now), now=now):
        raise Ignored("not one of our templates")


def account_changed(session: Session, event: InboxEvent, change: AccountChanged, now: datetime) -> None:
    meaning = _meaning((change.happening, change.detail))
    if meaning is None:
        raise Ignored(change.happening)
    told_at = _reported_at(event, now)
    if meaning == AccountNews.WORKS:
        note_account_works(session, at=told_at)
    elif meaning == AccountNews.RESTRICTED:
        note_account_restricted(session, reason=f"{change.happening} {change.detail}".strip(), at=told_at)
    emit(session, AccountRestricted(happening=change.happening, detail=change.detail, meaning=meaning), now=now)


def _meaning(entries: tuple[str, str]) -> AccountNews | None:
    if entries == REINSTATED:
        return AccountNews.WORKS
    if entries == DISABLED or (entries[0] in RESTRICTING and entries != NO_MORE_NUMBERS):
        return AccountNews.RESTRICTED
    return AccountNews.WARNED if entries[0] in WARNING else None


def _reported_at(event: InboxEvent, now: datetime) -> datetime:
    """Meta's own time of the change: two may arrive in the wrong order."""
    (entry,) = event.raw["entry"]
    reported = moment(entry, "time")
    return min(reported, now) if reported else event.created_at


def _delivery_id(callback: str | None) -> int | None:
    """Our own mark on the message: `delivery:<id>`."""
    mark, _, number = (callback or "").partition(":")
    return read_id(number) if mark == "delivery" else None


def _place(message: InboundMessage) -> tuple[float, float] | None:
    where = mapping(message.raw, "location")
    found = [where.get("latitude"), where.get("longitude")]
    # compared before it is made a float: a whole number may be too large for one, and NaN is under no limit
    numbers = [float(n) for n in found if isinstance(n, int | float) and not isinstance(n, bool) and abs(n) <= 180]  # noqa: PLR2004  degrees
    if len(numbers) < len(found) or abs(numbers[0]) > 90:  # noqa: PLR2004
        return None
    return numbers[0], numbers[1]


RECEIVERS: dict[tuple[Provider | str, str], Receiver] = {
    (Provider.WHATSAPP, "message"): reading(read_single, InboundMessage, message_received),
    (Provider.WHATSAPP, "identity"): reading(read_single, IdentityChange, identity_changed),
    (Provider.WHATSAPP, "status"): reading(read_single, StatusUpdate, status_updated),
    (Provider.WHATSAPP, "template"): reading(read_single, TemplateChanged, template_changed),
    (Provider.WHATSAPP, "account"): reading(read_single, AccountChanged, account_changed),
}
