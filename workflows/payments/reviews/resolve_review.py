"""CS says what was done about a contradiction."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.payment_review import PAYMENT_REVIEW_FLOW, PaymentReview
from workflows.transitions import transition


def resolve_review(session: Session, *, review_id: int, actor: User, note: str, now: datetime) -> PaymentReview:
    """CS has looked and says what was done."""
    values: dict[str, Any] = {"note": note[:500], "resolved_by_id": actor.id, "resolved_at": now}
    return transition(session, PAYMENT_REVIEW_FLOW, review_id, "resolve", actor=actor, now=now, **values)
