"""Conversations with people outside."""

from workflows.conversations.change_identity import change_identity
from workflows.conversations.find_or_make_contact import find_or_make_contact
from workflows.conversations.handle_inbound import InboundText, handle_inbound
from workflows.conversations.identity import note_inbound, phone_of
from workflows.conversations.inbound_files.lease_inbound_file import lease_inbound_file
from workflows.conversations.inbound_files.list_customer_files import list_customer_files
from workflows.conversations.inbound_files.note_inbound_file import note_inbound_file
from workflows.conversations.inbound_files.put_off_inbound_file import put_off_inbound_file
from workflows.conversations.inbound_files.retry_inbound_file import retry_inbound_file
from workflows.conversations.inbound_files.store_inbound_file import store_inbound_file
from workflows.conversations.mark_handled import mark_handled
from workflows.conversations.mark_seen import mark_seen
from workflows.conversations.note_contact import LONGEST_NOTE, note_contact
from workflows.conversations.parsing.vocabulary import is_cancel, is_no
from workflows.conversations.registration.register_contact import register_contact
from workflows.conversations.reply import reply
from workflows.conversations.reply_to_colleague import reply_to_colleague
from workflows.conversations.telegram.answer_button import answer_button
from workflows.conversations.telegram.ask_on_telegram import ask_on_telegram
from workflows.conversations.telegram.end_question import end_question
from workflows.conversations.telegram.find_question import find_question
from workflows.conversations.telegram.reply_on_telegram import reply_on_telegram
from workflows.conversations.write_to_contact import LONGEST_REPLY, write_to_contact

__all__ = [
    "LONGEST_NOTE",
    "LONGEST_REPLY",
    "InboundText",
    "answer_button",
    "ask_on_telegram",
    "change_identity",
    "end_question",
    "find_or_make_contact",
    "find_question",
    "handle_inbound",
    "is_cancel",
    "is_no",
    "lease_inbound_file",
    "list_customer_files",
    "mark_handled",
    "mark_seen",
    "note_contact",
    "note_inbound",
    "note_inbound_file",
    "phone_of",
    "put_off_inbound_file",
    "register_contact",
    "reply",
    "reply_on_telegram",
    "reply_to_colleague",
    "retry_inbound_file",
    "store_inbound_file",
    "write_to_contact",
]
