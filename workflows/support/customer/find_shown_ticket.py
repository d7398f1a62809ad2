"""The ticket that a customer is shown."""

from sqlalchemy.orm import Session

from app.models.support.ticket import SupportTicket
from workflows.support.merging.find_root import find_root, is_same_requester


def find_shown_ticket(session: Session, ticket: SupportTicket) -> SupportTicket:
    """The ticket at the end of the merges if the same customer asked for it; nobody reads another's conversation."""
    root = find_root(session, ticket)
    return root if is_same_requester(ticket, root) else ticket
