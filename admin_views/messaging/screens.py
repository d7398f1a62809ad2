"""The screens of messages in and out."""

from typing import Any

from admin_views.messaging.conversations import ContactView
from admin_views.messaging.inbox import InboxView
from admin_views.messaging.outbox import DeliveryView, OutboxEventView
from admin_views.messaging.whatsapp_templates import TemplateView
from app.core.db import db
from app.core.i18n import N_, P_, Sentence
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.outbox import Delivery, InboxEvent, OutboxMessage


def messages() -> list[Any]:
    return [
        _screen(ContactView, WhatsAppContact, P_("menu", "Percakapan"), "contact", "contacts", "chat"),
        _screen(DeliveryView, Delivery, N_("Pesan Keluar"), "delivery", "outbox", "send"),
        _screen(InboxView, InboxEvent, N_("Pesan Masuk"), "inbox", "inbox", "inbox"),
        _screen(OutboxEventView, OutboxMessage, N_("Janji"), "promise", "promises", "flag"),
        _screen(TemplateView, WhatsAppTemplate, N_("Templat WhatsApp"), "template", "templates", "document"),
    ]


def _screen(view: Any, model: Any, name: Sentence, endpoint: str, url: str, icon: str) -> Any:
    return view(
        model,
        db,
        name=name,
        category=P_("menu", "Pesan"),
        endpoint=endpoint,
        url=url,
        menu_icon_type="icon",
        menu_icon_value=icon,
    )
