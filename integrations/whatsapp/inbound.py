"""Reads single messages and statuses out of Meta's webhook."""

from collections.abc import Mapping
from typing import Any

from integrations.shapes import items, mapping, moment, storable, text
from integrations.whatsapp.errors import code_and_detail
from integrations.whatsapp.events import IdentityChange, InboundMessage, StatusUpdate

MEDIA = ("image", "document", "audio", "video", "sticker")
IDENTITY_CHANGES = {"user_changed_number", "user_changed_user_id"}


def read_message(message: Any, value: Mapping[str, Any]) -> InboundMessage | IdentityChange | None:
    """Read one element of `messages`; None when it lacks the id that makes it unique."""
    provider_id, kind = text(message, "id"), text(message, "type")
    if provider_id is None or kind is None:
        return None
    if kind == "system" and text(message, "system", "type") in IDENTITY_CHANGES:
        return _identity_change(provider_id, message)
    contact = _contact(message, value)
    # An edit wraps the new version of the message.
    inner = mapping(message, "edit", "message") or message
    return InboundMessage(
        provider_id=provider_id,
        kind=kind,
        text=_words(inner),
        from_wa_id=text(message, "from") or text(contact, "wa_id"),
        from_user_id=text(message, "from_user_id") or text(contact, "user_id"),
        profile_name=text(contact, "profile", "name"),
        sent_at=moment(message, "timestamp"),
        context_id=_context(message),
        button_payload=_button(inner),
        contact_phones=_phones(message),
        media_id=_of_media(inner, "id"),
        media_type=_of_media(inner, "mime_type"),
        file_name=_of_media(inner, "filename"),
        raw=storable(message),
    )


def read_status(status: Any) -> StatusUpdate | None:
    """Read one element of `statuses`; None when it lacks what makes it unique."""
    provider_id, name = text(status, "id"), text(status, "status")
    if provider_id is None or name is None:
        return None
    errors = items(status, "errors")
    code, detail = code_and_detail(errors[0]) if errors else (None, "")
    return StatusUpdate(
        provider_id=provider_id,
        status=name,
        at=moment(status, "timestamp"),
        recipient_wa_id=text(status, "recipient_id"),
        recipient_user_id=text(status, "recipient_user_id"),
        callback_data=text(status, "biz_opaque_callback_data"),
        error_code=None if code is None else str(code),
        error_detail=detail or None,
        raw=storable(status),
    )


def _identity_change(provider_id: str, message: Any) -> IdentityChange:
    return IdentityChange(
        provider_id=provider_id,
        old_wa_id=text(message, "from"),
        new_wa_id=text(message, "system", "wa_id"),
        old_user_id=text(message, "system", "previous_user_id") or text(message, "from_user_id"),
        new_user_id=text(message, "system", "user_id"),
        at=moment(message, "timestamp"),
        raw=storable(message),
    )


def _contact(message: Any, value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Find the sender among the batch's contacts: by user id, by number, or because nobody else is there."""
    contacts = [mapping(contact) for contact in items(value, "contacts")]
    wanted = (("user_id", text(message, "from_user_id")), ("wa_id", text(message, "from")))
    for key, identity in wanted:
        for contact in contacts:
            if identity is not None and text(contact, key) == identity:
                return contact
    if len(contacts) != 1 or len(items(value, "messages")) != 1:
        return {}
    only = contacts[0]
    contradicted = any(identity and text(only, key) for key, identity in wanted)
    return {} if contradicted else only


def _words(message: Any) -> str | None:
    paths = (
        ("text", "body"),
        ("button", "text"),
        ("interactive", "button_reply", "title"),
        ("interactive", "list_reply", "title"),
        *((kind, "caption") for kind in MEDIA),
        ("reaction", "emoji"),
        ("system", "body"),
    )
    return next((words for path in paths if (words := text(message, *path))), None)


def _of_media(message: Any, name: str) -> str | None:
    return next((found for kind in MEDIA if (found := text(message, kind, name))), None)


def _button(message: Any) -> str | None:
    paths = (("button", "payload"), ("interactive", "button_reply", "id"), ("interactive", "list_reply", "id"))
    return next((payload for path in paths if (payload := text(message, *path))), None)


def _context(message: Any) -> str | None:
    paths = (
        ("context", "id"),
        ("reaction", "message_id"),
        ("edit", "original_message_id"),
        ("revoke", "original_message_id"),
    )
    return next((found for path in paths if (found := text(message, *path))), None)


def _phones(message: Any) -> tuple[str, ...]:
    phones = (phone for card in items(message, "contacts") for phone in items(card, "phones"))
    found = (text(phone, "phone") or text(phone, "wa_id") for phone in phones)
    return tuple(number for number in found if number)
