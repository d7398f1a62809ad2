"""Conversations with people outside: the front door of the area."""

from workflows.contacts.hear import Heard, hear
from workflows.contacts.identity import change_identity, find_or_make_contact, phone_of
from workflows.contacts.replies import mark_handled, write_to_contact
from workflows.contacts.telegram import answer_press, reply_on_telegram

__all__ = [
    "Heard",
    "answer_press",
    "change_identity",
    "find_or_make_contact",
    "hear",
    "mark_handled",
    "phone_of",
    "reply_on_telegram",
    "write_to_contact",
]
