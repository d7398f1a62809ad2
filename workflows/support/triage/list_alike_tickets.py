"""Tickets of one requester that may ask the same: a hint for the desk, which merges them or does not."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.models.support.ticket import Ending, SupportTicket
from app.policies.help_words.stems import read_words, stem

APART = timedelta(hours=72)
LOOKED_AT = 30
SHOWN = 3
LIKE = 0.6  # of the words of the shorter one stand in the other
LONGEST_TEXT = 500  # letters: what it is about stands at the beginning


def list_alike_tickets(
    session: Session, ticket: SupportTicket, *, visible: ColumnElement[bool]
) -> Sequence[SupportTicket]:
    """Within three days of one another, the most alike first; `visible`: what the reader may see."""
    same = _same_requester(ticket)
    if not same or ticket.ending == Ending.MERGED:
        return []
    wanted = select(SupportTicket).where(
        or_(*same),
        SupportTicket.id != ticket.id,
        SupportTicket.merged_into_id.is_(None),
        SupportTicket.created_at.between(ticket.created_at - APART, ticket.created_at + APART),
        visible,
    )
    others = session.scalars(wanted.order_by(SupportTicket.id.desc()).limit(LOOKED_AT)).all()
    found = [
        (alikeness(_words(ticket), _words(other)), other) for other in others if other.id not in _related(ticket, other)
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1].id))
    return [other for like, other in found[:SHOWN] if like >= LIKE]


def alikeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Which part of the words of the shorter text stands in the longer one."""
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 0.0


def _same_requester(ticket: SupportTicket) -> list[ColumnElement[bool]]:
    known = {
        SupportTicket.customer_id: ticket.customer_id,
        SupportTicket.requester_id: ticket.requester_id,
        SupportTicket.contact_id: ticket.contact_id,
        SupportTicket.requester_email: ticket.requester_email,
    }
    return [column == value for column, value in known.items() if value is not None]


def _related(ticket: SupportTicket, other: SupportTicket) -> set[int]:
    """Split from one another or going on from one another: somebody has looked at that already."""
    related = {ticket.split_from_id, ticket.follows_id}
    back = {other.id} if ticket.id in {other.split_from_id, other.follows_id} else set[int]()
    return {one for one in related if one is not None} | back


def _words(ticket: SupportTicket) -> frozenset[str]:
    text = f"{ticket.subject} {ticket.description[:LONGEST_TEXT]}"
    return frozenset(stem(word, ticket.locale) for word in read_words(text))
