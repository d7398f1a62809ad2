"""CS or the manager has followed up a low rating."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.visits.rating import RATING_FLOW, VisitRating
from workflows.transitions import transition


def follow_up_rating(session: Session, *, rating_id: int, actor: User, now: datetime, note: str) -> VisitRating:
    """The task is done; the stars stay as they are."""
    facts: dict[str, Any] = {"follow_up_note": note, "followed_up_by_id": actor.id, "followed_up_at": now}
    return transition(session, RATING_FLOW, rating_id, "follow_up", actor=actor, now=now, **facts)
