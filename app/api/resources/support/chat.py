"""Live chats."""

from app.api.resource import Foreign, Resource, one_of, same
from app.api.schemas import record_schema
from app.models.chat.chat import Chat
from app.models.support.ticket import SupportTicket
from app.policies.visibility import chats_visible_to, support_visible_to

CHATS = Resource(
    "chats",
    Chat,
    record_schema(
        "Chat",
        Chat,
        (
            "id",
            "status",
            "visitor_name",
            "visitor_email",
            "topic",
            "page",
            "locale",
            "requester_id",
            "agent_id",
            "taken_at",
            "ended_at",
            "unread_at",
            "last_message_id",
            "ticket_id",
            "version",
            "created_at",
        ),
    ),
    chats_visible_to,
    foreign={"ticket_id": Foreign(SupportTicket, support_visible_to)},
    filters={"status": one_of(Chat.status), "agent_id": same(Chat.agent_id), "ticket_id": same(Chat.ticket_id)},
)
