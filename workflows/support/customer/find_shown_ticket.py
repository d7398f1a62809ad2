"""The ticket that a customer is shown."""

from sqlalchemy.orm import Session

from app.models.support.ticket import SupportTicket
from workflows.support.merging.find_root import find_root


def find_shown_ticket(session: Session, ticket: SupportTicket) -> SupportTicket:
    """The ticket at the end of the merges if the same customer asked for it; nobody reads another's conversation."""
    root = find_root(session, ticket)
    same = (ticket.customer_id, ticket.requester_id, ticket.contact_id, ticket.requester_email)
    theirs = (root.customer_id, root.requester_id, root.contact_id, root.requester_email)
    return root if same == theirs else ticket
