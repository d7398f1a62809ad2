"""Composers: drafts kept for their writer, and a few seconds in which an answer can be taken back."""

from workflows.composing.forget_draft import forget_draft
from workflows.composing.hold_message import UNDO_FOR, hold_message, list_held
from workflows.composing.keep_draft import keep_draft, list_drafted, read_drafts
from workflows.composing.send_next_held import send_next_held
from workflows.composing.take_back_message import take_back_message

__all__ = [
    "UNDO_FOR",
    "forget_draft",
    "hold_message",
    "keep_draft",
    "list_drafted",
    "list_held",
    "read_drafts",
    "send_next_held",
    "take_back_message",
]
