"""Screens of conversations, the outbox and the inbox, in the order of the navigation."""

from admin_views.framework.registration import Screen
from admin_views.messaging.conversations import ContactView
from admin_views.messaging.inbox import InboxView
from admin_views.messaging.outbox import DeliveryView, OutboxEventView
from admin_views.messaging.whatsapp_templates import TemplateView
from app.core.i18n import N_, P_
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import Delivery, OutboxMessage

__all__ = ["SCREENS"]

GROUP = P_("menu", "Pesan")
SCREENS = (
    Screen(
        view=ContactView,
        model=WhatsAppContact,
        name=P_("menu", "Percakapan"),
        group=GROUP,
        endpoint="contact",
        entry="inbox",
        place=40,
        url="contacts",
        icon="chat",
    ),
    Screen(
        view=DeliveryView,
        model=Delivery,
        name=N_("Pesan Keluar"),
        group=GROUP,
        endpoint="delivery",
        entry="messages",
        url="outbox",
        icon="send",
    ),
    Screen(
        view=InboxView,
        model=InboxEvent,
        name=N_("Pesan mentah dari penyedia"),
        group=GROUP,
        endpoint="inbox",
        entry="transport",
        url="inbox",
        icon="inbox",
    ),
    Screen(
        view=OutboxEventView,
        model=OutboxMessage,
        name=N_("Antrean pesan"),
        group=GROUP,
        endpoint="promise",
        entry="transport",
        url="promises",
        icon="flag",
    ),
    Screen(
        view=TemplateView,
        model=WhatsAppTemplate,
        name=N_("Templat WhatsApp"),
        group=GROUP,
        endpoint="template",
        entry="transport",
        url="templates",
        icon="document",
    ),
)
