"""What a printed ticket says."""

from sqlalchemy.orm import Session

from app.models.support.messages import PUBLIC, MessageKind, SupportMessage
from app.models.support.ticket import SupportTicket
from workflows.support.merging.find_root import list_shown_tree, list_tree
from workflows.support.read_conversation import read_conversation

MOST_PAGES = 20  # of fifty messages each; what is older is named as left out


def read_printed(session: Session, ticket: SupportTicket, *, with_notes: bool) -> tuple[list[SupportMessage], bool]:
    """Oldest first, and whether that is all there is. `with_notes`: the desk's own copy.

    The customer's copy leaves out what other customers wrote in a merged ticket.
    """
    kinds = (*PUBLIC, MessageKind.NOTE) if with_notes else PUBLIC
    tree = list_tree(session, ticket.id) if with_notes else list_shown_tree(session, ticket)
    found: list[SupportMessage] = []
    before = None
    for _ in range(MOST_PAGES):
        page = read_conversation(session, ticket_id=ticket.id, kinds=kinds, before=before, tree=tree)
        found, before = [*page.entries, *found], page.older
        if before is None:
            break
    return found, before is None
