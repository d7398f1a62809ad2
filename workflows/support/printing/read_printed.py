"""What a printed ticket says."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models.support.messages import PUBLIC, MessageKind, SupportMessage
from app.models.support.ticket import SupportTicket, TicketKind
from workflows.support.merging.find_root import list_merged
from workflows.support.read_conversation import read_conversation

MOST_PAGES = 20  # of fifty messages each; what is older is named as left out


@dataclass(frozen=True, slots=True)
class Printed:
    """`entries`: the oldest first. `merged`: tickets merged into it, whose own words are no entries."""

    entries: list[SupportMessage]
    merged: list[SupportTicket]
    is_whole: bool


def read_printed(session: Session, ticket: SupportTicket, *, with_notes: bool, with_security: bool) -> Printed:
    """`with_notes`: the desk's own copy; the customer's leaves out what other customers wrote in a merged ticket.

    `with_security`: whoever reads it may see security tickets, too.
    """
    kinds = (*PUBLIC, MessageKind.NOTE) if with_notes else PUBLIC
    merged = [
        one
        for one in list_merged(session, ticket, same_requester=not with_notes)
        if with_security or one.kind != TicketKind.SECURITY
    ]
    tree = [ticket.id, *(one.id for one in merged)]
    found: list[SupportMessage] = []
    before = None
    for _ in range(MOST_PAGES):
        page = read_conversation(session, ticket_id=ticket.id, kinds=kinds, before=before, tree=tree)
        found, before = [*page.entries, *found], page.older
        if before is None:
            break
    return Printed(found, merged, before is None)
