"""Actions of the audit log under the names they had before; the log is never changed, so its old rows keep them."""

FORMER_ACTIONS = {
    "paper_attached": "document_attached",
    "paper_issued": "document_issued",
    "paper_retried": "document_retried",
    "paper_withdrawn": "document_withdrawn",
}


def action_now(action: str) -> str:
    """The name that an action of a row has today."""
    return FORMER_ACTIONS.get(action, action)
