"""Ratings with their comments: of a visit, of a person, the latest of all."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models.visits.rating import RatingStars, VisitRating
from app.models.visits.visit import VisitTicket


def find_rating(session: Session, *, visit_id: int) -> VisitRating | None:
    return session.scalars(_ratings().where(VisitRating.visit_id == visit_id)).one_or_none()


def list_comments(session: Session, *, limit: int = 20) -> Sequence[VisitRating]:
    """The latest ratings with words, newest first."""
    query = _ratings().where(VisitRating.comment != "")
    return session.scalars(query.order_by(VisitRating.submitted_at.desc(), VisitRating.id.desc()).limit(limit)).all()


def list_ratings_of(session: Session, *, user_id: int, limit: int = 50) -> Sequence[RatingStars]:
    """One person's stars with the comment on the visit, newest first."""
    theirs = select(RatingStars).join(VisitRating).where(RatingStars.user_id == user_id)
    loaded = theirs.options(joinedload(RatingStars.rating).joinedload(VisitRating.visit).joinedload(VisitTicket.site))
    return session.scalars(loaded.order_by(VisitRating.submitted_at.desc(), RatingStars.id.desc()).limit(limit)).all()


def _ratings() -> Select[VisitRating]:
    return select(VisitRating).options(
        joinedload(VisitRating.visit).joinedload(VisitTicket.site),
        joinedload(VisitRating.customer),
        joinedload(VisitRating.followed_up_by),
        selectinload(VisitRating.stars).joinedload(RatingStars.user),
    )
