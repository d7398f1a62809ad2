"""What the list of conversations shows in its cells and asks for."""

from typing import Any

from markupsafe import Markup
from sqlalchemy import func, select

from admin_views.framework.lists.columns import badge
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.models.messaging.contact import WhatsAppContact
from app.presenters.messaging.inbound_kinds import shown_words


def window_badge(contact: WhatsAppContact) -> Any:
    is_open = contact.window_is_open(utc_now())
    return badge(gettext("Terbuka"), "success") if is_open else badge(gettext("Tertutup"), "neutral")


def who(contact: WhatsAppContact) -> Any:
    """The name, with a mark while nobody has read the last message, and the number below."""
    unread = badge(gettext("Baru"), "accent") if contact.is_unread else ""
    number = contact.phone_e164 or gettext("Tersembunyi")
    return Markup('{} {}<div class="muted">{}</div>').format(contact, unread, number)


def last_message(contact: WhatsAppContact) -> str:
    """Nothing of what belongs to a ticket that the reader may not see."""
    return beginning(shown_words(contact.last_words)) if contact.is_open else gettext("Ditangani tim lain")


def beginning(words: str, length: int = 80) -> str:
    return words if len(words) <= length else f"{words[: length - 1].rstrip()}…"


def newest_change() -> str:
    """Changes with every message and every call for a person."""
    newest = db.session.scalar(select(func.max(WhatsAppContact.attention_at)))
    return str(round(newest.timestamp() * 1_000_000)) if newest else ""


def proposal(contact: WhatsAppContact) -> dict[str, str] | None:
    """What a new customer's form begins with; None for one who is a customer already."""
    if contact.customer_id is not None:
        return None
    draft = contact.draft
    return {"name": draft.get("name") or contact.profile_name, "address": draft.get("address", "")}
