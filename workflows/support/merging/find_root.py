"""Where merged tickets end, and what was merged into one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.support.ticket import OWN_SOURCES, SupportTicket

LONGEST_CHAIN = 20


def find_root(session: Session, ticket: SupportTicket) -> SupportTicket:
    """The ticket at the end of the chain of merges."""
    for _ in range(LONGEST_CHAIN):
        if ticket.merged_into_id is None:
            return ticket
        ticket = session.get_one(SupportTicket, ticket.merged_into_id)
    return ticket


def lock_root(session: Session, ticket_id: int, *others: int) -> SupportTicket:
    """The ticket at the end of the chain of merges; it, all before it and `others` are locked, the older first.

    A chain that somebody has made longer or shorter meanwhile is locked anew.
    """
    chain: list[int] = []
    while (found := _list_chain(session, ticket_id)) != chain:
        chain = found
        rows = select(SupportTicket).where(SupportTicket.id.in_({*chain, *others})).order_by(SupportTicket.id)
        session.scalars(rows.with_for_update().execution_options(populate_existing=True)).all()
    root = session.get(SupportTicket, chain[-1])
    if root is None:
        raise NotFound
    return root


def _list_chain(session: Session, ticket_id: int) -> list[int]:
    """As it stands in the database, not as the session has read it before."""
    chain, following = [ticket_id], select(SupportTicket.merged_into_id)
    while len(chain) <= LONGEST_CHAIN:
        into = session.scalar(following.where(SupportTicket.id == chain[-1]))
        if into is None:
            break
        chain.append(into)
    return chain


def is_same_requester(one: SupportTicket, other: SupportTicket) -> bool:
    """The same customer, account, WhatsApp contact and confirmed address asked for both.

    Two visitors of whom nobody is known are never the same.
    """
    if not one.is_known and not other.is_known:
        return one.id == other.id or {one.source, other.source} <= OWN_SOURCES
    return _requester(one) == _requester(other)


def _requester(ticket: SupportTicket) -> tuple[int | str | None, ...]:
    return ticket.customer_id, ticket.requester_id, ticket.contact_id, ticket.requester_email


def list_merged(session: Session, ticket: SupportTicket, *, same_requester: bool) -> list[SupportTicket]:
    """Tickets merged into this one, the oldest first; `same_requester`: nobody reads another's conversation."""
    sources = list_tree(session, ticket.id)[1:]
    merged = session.scalars(select(SupportTicket).where(SupportTicket.id.in_(sources)).order_by(SupportTicket.id))
    return [one for one in merged if not same_requester or is_same_requester(one, ticket)]


def list_tree(session: Session, ticket_id: int) -> list[int]:
    """This ticket and every one merged into it, directly or by way of another."""
    found, level = [ticket_id], [ticket_id]
    for _ in range(LONGEST_CHAIN):
        if not level:
            break
        wanted = select(SupportTicket.id).where(SupportTicket.merged_into_id.in_(level))
        level = [one for one in session.scalars(wanted) if one not in found]
        found += level
    return found
