"""Composers: drafts kept for their writer, and a few seconds in which an answer can be taken back."""

from workflows.composing.add_composer_file import MOST_FILES, add_composer_file
from workflows.composing.attach_files import attach_files
from workflows.composing.drop_composer_file import drop_composer_file
from workflows.composing.files import (
    list_draft_file_ids,
    list_draft_files,
    list_held_files,
    list_sent_files,
)
from workflows.composing.forget_draft import forget_draft
from workflows.composing.hold_message import UNDO_FOR, hold_message, list_held
from workflows.composing.list_marks import ComposingMarks, list_marks
from workflows.composing.note_presence import PRESENT, note_presence
from workflows.composing.send_next_held import send_next_held
from workflows.composing.store_draft import read_drafts, store_draft
from workflows.composing.take_back_message import take_back_message

__all__ = [
    "MOST_FILES",
    "PRESENT",
    "UNDO_FOR",
    "ComposingMarks",
    "add_composer_file",
    "attach_files",
    "drop_composer_file",
    "forget_draft",
    "hold_message",
    "list_draft_file_ids",
    "list_draft_files",
    "list_held",
    "list_held_files",
    "list_marks",
    "list_sent_files",
    "note_presence",
    "read_drafts",
    "send_next_held",
    "store_draft",
    "take_back_message",
]
