"""A new link to rate a visit in place of one that is live."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.core.identifiers import new_token
from app.models.access_links import AccessLink, LinkKind
from app.models.company import Company
from app.models.visits.rating import VisitRating
from app.models.visits.visit import VisitTicket
from workflows.outbox_events import emit
from workflows.ratings.events import RatingInvited
from workflows.ratings.rating_times import allowed_moment


def replace_rating_link(session: Session, old: AccessLink, *, now: datetime) -> None:
    """Valid as long as the old one, which ends; a visit that was rated gets none."""
    old.revoked_at = now
    session.flush()
    if old.visit_id is None or session.scalar(select(exists().where(VisitRating.visit_id == old.visit_id))):
        return
    facts = {"visit_id": old.visit_id, "expires_at": old.expires_at, "reminded_at": old.reminded_at}
    new = AccessLink(kind=LinkKind.RATING, token=new_token(), **facts)
    session.add(new)
    session.flush()
    site_id = session.get_one(VisitTicket, old.visit_id).site_id
    polite = allowed_moment(session, session.get_one(Company, 1), site_id, now)
    emit(session, RatingInvited(visit_id=old.visit_id, link_id=new.id), now=now, due_at=polite)
