"""Support tickets that wait for somebody; a security ticket stands in the queue of its readers only."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, exists

from app.models.social.social import SocialPost, SocialStatus
from app.models.support.clocks import SupportClock
from app.models.support.ticket import SupportStatus, SupportTicket, TicketKind
from app.models.support.ticket_steps import OPEN


def is_late() -> ColumnElement[bool]:
    """A running clock of the ticket is past its due time."""
    return exists().where(
        SupportClock.ticket_id == SupportTicket.id,
        SupportClock.breached_at.is_not(None),
        SupportClock.stopped_at.is_(None),
    )


_PLAIN = SupportTicket.kind != TicketKind.SECURITY

SUPPORT_QUEUES: Mapping[str, Any] = {
    "new_support": (
        SupportTicket,
        lambda _now: (SupportTicket.status == SupportStatus.NEW) & SupportTicket.wakes_at.is_(None) & _PLAIN,
        SupportTicket.id,
        (),
    ),
    "late_support": (
        SupportTicket,
        lambda _now: SupportTicket.status.in_(OPEN) & is_late() & _PLAIN,
        SupportTicket.id,
        (),
    ),
    "unanswered_support": (
        SupportTicket,
        lambda _now: SupportTicket.unread_at.is_not(None) & SupportTicket.status.in_(OPEN) & _PLAIN,
        SupportTicket.unread_at,
        (),
    ),
    "social_posts": (
        SocialPost,
        lambda _now: SocialPost.status == SocialStatus.NEW,
        SocialPost.id,
        (),
    ),
    "low_rated_support": (
        SupportTicket,
        lambda _now: SupportTicket.low_rated_at.is_not(None) & _PLAIN,
        SupportTicket.id,
        (),
    ),
    "security_support": (
        SupportTicket,
        lambda _now: (SupportTicket.kind == TicketKind.SECURITY) & SupportTicket.status.in_(OPEN),
        SupportTicket.id,
        (),
    ),
}
