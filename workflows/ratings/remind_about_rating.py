"""Remind customers of their rating, once."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from app.models.access_links import AccessLink, LinkKind
from app.models.company import Company
from app.models.visits.rating import VisitRating
from app.models.visits.visit import VisitTicket
from workflows.outbox_events import emit
from workflows.ratings.events import RatingReminded
from workflows.ratings.rating_times import allowed_moment

AT_ONCE = 200


def remind_about_rating(session: Session, *, now: datetime) -> int:
    """One reminder for each invitation that has waited long enough; returns how many were emitted."""
    company = session.get(Company, 1)
    if company is None:
        return 0
    waiting = (
        select(AccessLink)
        .where(
            AccessLink.kind == LinkKind.RATING,
            AccessLink.reminded_at.is_(None),
            AccessLink.revoked_at.is_(None),
            AccessLink.created_at <= now - timedelta(hours=company.rating_reminder_hours),
            AccessLink.expires_at > now,
            ~exists().where(VisitRating.visit_id == AccessLink.visit_id),
        )
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    links = session.scalars(waiting).all()
    for link in links:
        visit = session.get_one(VisitTicket, link.visit_id)
        session.execute(update(AccessLink).where(AccessLink.id == link.id).values(reminded_at=now))
        message = RatingReminded(visit_id=visit.id, link_id=link.id)
        emit(
            session,
            message,
            now=now,
            due_at=allowed_moment(session, company, visit.site_id, now),
            once=f"remind:{link.id}",
        )
    return len(links)
