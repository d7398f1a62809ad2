"""Invite a customer to rate a visit."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.access_links import AccessLink, LinkKind
from app.models.company import Company
from app.models.visits.visit import VisitTicket
from workflows.outbox_events import emit
from workflows.ratings.events import RatingInvited
from workflows.ratings.rating_times import allowed_moment


def invite_rating(session: Session, *, visit: VisitTicket, now: datetime) -> AccessLink:
    """Make the link and emit its invitation for the end of the quiet hours; valid for `rating_days` from then."""
    company = session.get_one(Company, 1)
    polite = allowed_moment(session, company, visit.site_id, now)
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
