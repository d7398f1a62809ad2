"""Live chats."""

from sqlalchemy import true

from app.api.resource import Resource, one_of, same
from app.api.schemas import record_schema
from app.models.chat.chat import Chat

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
    lambda _user: true(),
    filters={"status": one_of(Chat.status), "agent_id": same(Chat.agent_id), "ticket_id": same(Chat.ticket_id)},
)
