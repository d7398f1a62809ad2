"""Conversations with people outside."""

from workflows.conversations.handle_inbound import InboundText, handle_inbound
from workflows.conversations.identity import change_identity, find_or_make_contact, phone_of
from workflows.conversations.inbound_files import (
    lease_inbound_file,
    list_customer_files,
    note_inbound_file,
    put_off_inbound_file,
    retry_inbound_file,
    store_inbound_file,
)
from workflows.conversations.mark_handled import mark_handled
from workflows.conversations.mark_seen import mark_seen
from workflows.conversations.registration.register_contact import register_contact
from workflows.conversations.telegram import answer_button, ask_on_telegram, find_question, reply_on_telegram
from workflows.conversations.write_to_contact import write_to_contact

__all__ = [
    "InboundText",
    "answer_button",
    "ask_on_telegram",
    "change_identity",
    "find_or_make_contact",
    "find_question",
    "handle_inbound",
    "lease_inbound_file",
    "list_customer_files",
    "mark_handled",
    "mark_seen",
    "note_inbound_file",
    "phone_of",
    "put_off_inbound_file",
    "register_contact",
    "reply_on_telegram",
    "retry_inbound_file",
    "store_inbound_file",
    "write_to_contact",
]
