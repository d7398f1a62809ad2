"""Messages of a customer have left a ticket for another, by a split or the undoing of a merge."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.support.clocks import ClockKind
from app.models.support.messages import MessageKind, SupportMessage
from app.models.support.ticket import SupportTicket
from workflows.support.clocks.setting import set_running
from workflows.support.clocks.ticket_clocks import list_running
from workflows.support.merging.find_root import list_tree


def messages_left(session: Session, ticket: SupportTicket, gone: Collection[datetime], *, now: datetime) -> None:
    """What waited for an answer since one of these moments waits since the oldest message that is left, or no more."""
    since = find_unanswered(session, ticket)
    if ticket.unread_at in gone:
        ticket.unread_at = since
    for clock in list_running(session, ticket.id, ClockKind.NEXT_REPLY):
        if clock.started_at not in gone:
            continue
        if since is None:
            session.delete(clock)
        else:
            clock.started_at = since
            set_running(session, clock, (), now=now)
    session.flush()


def find_unanswered(session: Session, ticket: SupportTicket) -> datetime | None:
    """When the customer wrote the oldest message that no answer has followed, in the tree of merges."""
    here = SupportMessage.ticket_id.in_(list_tree(session, ticket.id))
    answered = select(func.max(SupportMessage.id)).where(here, SupportMessage.kind == MessageKind.ANSWER)
    later = SupportMessage.id > func.coalesce(answered.scalar_subquery(), 0)
    oldest = select(func.min(SupportMessage.created_at)).where(here, later, SupportMessage.kind == MessageKind.CUSTOMER)
    return session.scalar(oldest)
