"""Undo a merge."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.messages import MessageKind, SupportMessage
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.assigning.owner_or import owner_or
from workflows.support.clocks import customer_wrote, find_unanswered, messages_left, unmerge_clocks
from workflows.support.merging.find_root import list_tree, lock_root
from workflows.transitions import transition


def unmerge_ticket(session: Session, *, ticket_id: int, actor: User, now: datetime) -> SupportTicket:
    """Every message is where it came in, so nothing has to move back; each ticket answers for its own again.

    One that had no owner is of whoever undoes.
    """
    root = lock_root(session, ticket_id)
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "unmerge",
        actor=actor,
        now=now,
        merged_into_id=None,
        ending=None,
        closed_at=None,
        ended_at=None,
        **owner_or(actor),
    )
    unmerge_clocks(session, ticket, now=now)
    own = select(SupportMessage.created_at).where(
        SupportMessage.ticket_id.in_(list_tree(session, ticket_id)), SupportMessage.kind == MessageKind.CUSTOMER
    )
    messages_left(session, root, set(session.scalars(own)), now=now)
    if ticket.unread_at is None and (since := find_unanswered(session, ticket)) is not None:
        ticket.unread_at = since
        customer_wrote(session, ticket, at=since)
    return ticket
