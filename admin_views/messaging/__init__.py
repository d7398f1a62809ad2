"""Screens of conversations, the outbox and the inbox, in the order of the navigation."""

from admin_views.framework.registration import Screen, screens_of
from admin_views.messaging.conversations import ContactView
from admin_views.messaging.inbox import InboxView
from admin_views.messaging.outbox import DeliveryView, OutboxEventView
from admin_views.messaging.whatsapp_templates import TemplateView
from app.core.i18n import N_, P_
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.inbox import InboxEvent
from app.models.messaging.outbox import Delivery, OutboxMessage

__all__ = ["SCREENS"]

SCREENS = screens_of(
    P_("menu", "Pesan"),
    Screen(
        ContactView,
        WhatsAppContact,
        P_("menu", "Percakapan"),
        "contact",
        url="contacts",
        icon="chat",
        entry="inbox",
        place=40,
    ),
    Screen(DeliveryView, Delivery, N_("Pesan Keluar"), "delivery", url="outbox", icon="send", entry="messages"),
    Screen(InboxView, InboxEvent, N_("Pesan mentah dari penyedia"), "inbox", icon="inbox", entry="transport"),
    Screen(
        OutboxEventView, OutboxMessage, N_("Antrean pesan"), "promise", url="promises", icon="flag", entry="transport"
    ),
    Screen(
        TemplateView,
        WhatsAppTemplate,
        N_("Templat WhatsApp"),
        "template",
        url="templates",
        icon="document",
        entry="transport",
    ),
)
