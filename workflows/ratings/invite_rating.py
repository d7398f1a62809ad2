"""Rating invitations and their one reminder, outside the quiet hours."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.access_links import AccessLink, LinkKind
from app.models.company import Company
from app.models.customers.customer import Site
from app.models.visits.rating import VisitRating
from app.models.visits.visit import VisitTicket
from workflows.outbox_events import emit
from workflows.quiet_hours import next_polite_moment
from workflows.ratings.events import RatingInvited, RatingReminded

AT_ONCE = 200


def invite_rating(session: Session, *, visit: VisitTicket, now: datetime) -> AccessLink:
    """Make the link and emit its invitation for the end of the quiet hours; valid for `rating_days` from then."""
    company = session.get_one(Company, 1)
    polite = _polite(session, company, visit.site_id, now)
    link = AccessLink(
        kind=LinkKind.RATING,
        token=new_token(),
        visit_id=visit.id,
        expires_at=polite + timedelta(days=company.rating_days),
    )
    session.add(link)
    session.flush()
    emit(session, RatingInvited(visit_id=visit.id, link_id=link.id), now=now, due_at=polite)
    return link


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
        emit(session, message, now=now, due_at=_polite(session, company, visit.site_id, now), once=f"remind:{link.id}")
    return len(links)


def _polite(session: Session, company: Company, site_id: int, now: datetime) -> datetime:
    zone = session.scalars(select(Site.time_zone).where(Site.id == site_id)).one()
    return next_polite_moment(now, zone=zone, quiet_from=company.quiet_from, quiet_until=company.quiet_until)
