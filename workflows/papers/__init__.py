"""Papers and files: kept, numbered, issued, verified. The front door of the area."""

from workflows.papers.attach import attach_document
from workflows.papers.issue import issue_document, withdraw_document, withdraw_replaced
from workflows.papers.keep import keep_file
from workflows.papers.listing import list_documents
from workflows.papers.numbers import next_paper_number
from workflows.papers.render import list_unrendered, mark_rendered, mark_unrendered
from workflows.papers.verify import find_by_token

__all__ = [
    "attach_document",
    "find_by_token",
    "issue_document",
    "keep_file",
    "list_documents",
    "list_unrendered",
    "mark_rendered",
    "mark_unrendered",
    "next_paper_number",
    "withdraw_document",
    "withdraw_replaced",
]
