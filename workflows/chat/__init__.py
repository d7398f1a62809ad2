"""Live chat: each message is stored once, and every chat becomes a ticket."""

from workflows.chat.continue_as_ticket import continue_as_ticket
from workflows.chat.finish_chat import finish_chat
from workflows.chat.hand_over_chat import hand_over_chat
from workflows.chat.leave_chat import leave_chat, list_left
from workflows.chat.open_chat import Visitor, open_chat
from workflows.chat.read_chat import (
    find_chat,
    is_online,
    list_allowed_origins,
    list_messages,
    list_present,
)
from workflows.chat.reply_in_chat import reply_in_chat
from workflows.chat.save_site import save_site
from workflows.chat.see_agent import see_agent
from workflows.chat.see_visitor import see_visitor
from workflows.chat.take_chat import take_chat
from workflows.chat.write_visitor_message import ChatEnded, write_visitor_message

VERBS = {
    "take": take_chat,
    "reply": reply_in_chat,
    "hand_over": hand_over_chat,
    "finish": finish_chat,
    "to_ticket": continue_as_ticket,
}

__all__ = [
    "VERBS",
    "ChatEnded",
    "Visitor",
    "continue_as_ticket",
    "find_chat",
    "finish_chat",
    "hand_over_chat",
    "is_online",
    "leave_chat",
    "list_allowed_origins",
    "list_left",
    "list_messages",
    "list_present",
    "open_chat",
    "reply_in_chat",
    "save_site",
    "see_agent",
    "see_visitor",
    "take_chat",
    "write_visitor_message",
]
