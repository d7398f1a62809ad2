"""The sender says how we handled it, once."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback, HandlingRating
from workflows.feedback.errors import AlreadyRated, NotDecidedYet
from workflows.feedback.sender.sender_history import DECIDED, sender_history
from workflows.transitions import note

LONGEST_COMMENT = 1000
STARS = range(1, 6)


def rate_handling(
    session: Session, *, feedback_id: int, stars: int, comment: str, actor: User | None, now: datetime
) -> HandlingRating:
    """One rating for each feedback, never changed. Raises NotDecidedYet, AlreadyRated."""
    if stars not in STARS:
        raise Invalid(N_("Pilih 1 sampai 5 bintang."), field="stars")
    feedback = session.scalars(select(Feedback).where(Feedback.id == feedback_id).with_for_update()).one_or_none()
    if feedback is None or feedback.deleted_at is not None:
        raise NotFound
    if sender_history(session, feedback=feedback).status not in DECIDED:
        raise NotDecidedYet
    values = {"stars": stars, "comment": clear(comment).strip()[:LONGEST_COMMENT], "created_at": now}
    row = insert(HandlingRating).values(feedback_id=feedback.id, **values)
    once = row.on_conflict_do_nothing(index_elements=[HandlingRating.feedback_id]).returning(HandlingRating)
    rating = session.scalars(once).one_or_none()
    if rating is None:
        raise AlreadyRated
    note(session, "feedback", feedback.id, "handling_rated", actor=actor, now=now, stars=stars)
    return rating
