"""Documents and files: stored, numbered, issued, drawn, verified."""

from workflows.documents.attach_document import attach_document
from workflows.documents.find_by_token import find_by_token
from workflows.documents.issue_document import issue_document
from workflows.documents.list_documents import list_documents
from workflows.documents.list_unrendered import is_undrawable, list_unrendered
from workflows.documents.mark_rendered import mark_rendered
from workflows.documents.mark_unrendered import mark_unrendered
from workflows.documents.next_document_number import next_document_number
from workflows.documents.retry_document import retry_document
from workflows.documents.set_emblem import Emblem, set_emblem
from workflows.documents.store_file import store_file
from workflows.documents.undrawn.clear_undrawn import clear_undrawn
from workflows.documents.undrawn.list_given_up import list_given_up
from workflows.documents.undrawn.list_undrawn import list_undrawn
from workflows.documents.undrawn.note_undrawn import note_undrawn
from workflows.documents.undrawn.retry_undrawn import retry_undrawn
from workflows.documents.withdraw_document import withdraw_document
from workflows.documents.withdraw_replaced import withdraw_replaced

UNDRAWN_VERBS = {"retry": retry_undrawn}

__all__ = [
    "UNDRAWN_VERBS",
    "Emblem",
    "attach_document",
    "clear_undrawn",
    "find_by_token",
    "is_undrawable",
    "issue_document",
    "list_documents",
    "list_given_up",
    "list_undrawn",
    "list_unrendered",
    "mark_rendered",
    "mark_unrendered",
    "next_document_number",
    "note_undrawn",
    "retry_document",
    "retry_undrawn",
    "set_emblem",
    "store_file",
    "withdraw_document",
    "withdraw_replaced",
]
