"""Remind customers who have not rated a resolution."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session, aliased

from app.models.support.messages import SupportSurvey
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import SOLVED
from workflows.outbox_events import emit
from workflows.support.events import TicketRatingReminded

AT_ONCE = 100


def remind_surveys(session: Session, *, now: datetime) -> int:
    """Once, and only of the newest survey of a ticket that is still resolved; how many were due."""
    due = (
        select(SupportSurvey.id)
        .where(SupportSurvey.remind_at <= now)
        .order_by(SupportSurvey.remind_at)
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    found = session.scalars(due).all()
    later = aliased(SupportSurvey)
    silent = (
        select(SupportSurvey.ticket_id)
        .join(SupportTicket, SupportTicket.id == SupportSurvey.ticket_id)
        .where(SupportSurvey.id.in_(found), SupportSurvey.score.is_(None), SupportTicket.status.in_(SOLVED))
        .where(~exists().where(later.ticket_id == SupportSurvey.ticket_id, later.id > SupportSurvey.id))
    )
    for ticket_id in session.scalars(silent):
        emit(session, TicketRatingReminded(ticket_id=ticket_id), now=now)
    session.execute(
        update(SupportSurvey)
        .where(SupportSurvey.id.in_(found))
        .values(remind_at=None)
        .execution_options(noted=True, synchronize_session=False)
    )
    return len(found)
