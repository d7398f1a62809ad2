"""Documents and files: stored, numbered, issued, drawn, verified."""

from workflows.documents.attach_document import attach_document
from workflows.documents.find_by_token import find_by_token
from workflows.documents.issue_document import issue_document
from workflows.documents.keep_file import keep_file
from workflows.documents.list_documents import list_documents
from workflows.documents.list_unrendered import is_undrawable, list_unrendered
from workflows.documents.mark_rendered import mark_rendered
from workflows.documents.mark_unrendered import mark_unrendered
from workflows.documents.next_document_number import next_document_number
from workflows.documents.retry_document import retry_document
from workflows.documents.set_emblem import Emblem, set_emblem
from workflows.documents.withdraw_document import withdraw_document
from workflows.documents.withdraw_replaced import withdraw_replaced

__all__ = [
    "Emblem",
    "attach_document",
    "find_by_token",
    "is_undrawable",
    "issue_document",
    "keep_file",
    "list_documents",
    "list_unrendered",
    "mark_rendered",
    "mark_unrendered",
    "next_document_number",
    "retry_document",
    "set_emblem",
    "withdraw_document",
    "withdraw_replaced",
]
