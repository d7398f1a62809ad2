"""Papers and files: kept, numbered, issued, verified. The front door of the area."""

from workflows.documents.attach_document import attach_document
from workflows.documents.find_by_token import find_by_token
from workflows.documents.issue_document import issue_document, withdraw_document, withdraw_replaced
from workflows.documents.keep_file import keep_file
from workflows.documents.list_documents import list_documents
from workflows.documents.next_document_number import next_document_number
from workflows.documents.render import list_unrendered, mark_rendered, mark_unrendered

__all__ = [
    "attach_document",
    "find_by_token",
    "issue_document",
    "keep_file",
    "list_documents",
    "list_unrendered",
    "mark_rendered",
    "mark_unrendered",
    "next_document_number",
    "withdraw_document",
    "withdraw_replaced",
]
