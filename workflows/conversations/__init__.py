"""Conversations with people outside: the front door of the area."""

from workflows.conversations.handle_inbound import InboundText, handle_inbound
from workflows.conversations.identity import change_identity, find_or_make_contact, phone_of
from workflows.conversations.mark_handled import mark_handled
from workflows.conversations.telegram import answer_press, reply_on_telegram
from workflows.conversations.write_to_contact import write_to_contact

__all__ = [
    "InboundText",
    "answer_press",
    "change_identity",
    "find_or_make_contact",
    "handle_inbound",
    "mark_handled",
    "phone_of",
    "reply_on_telegram",
    "write_to_contact",
]
