"""A person decides about a letter that did not go out."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.outbox import DELIVERY_FLOW, Delivery
from app.models.user import User
from workflows.moves import move
from workflows.outbox.status import with_past


def resend_delivery(session: Session, *, delivery_id: int, actor: User, now: datetime) -> Delivery:
    """Queue it again, with a fresh count of tries; late news of the first sending is not taken for the second's."""
    known = session.get(Delivery, delivery_id, with_for_update=True, populate_existing=True)
    payload = with_past(known.payload, known.provider_id) if known else {}
    letter: Delivery = move(
        session,
        DELIVERY_FLOW,
        delivery_id,
        "resend",
        actor=actor,
        now=now,
        due_at=now,
        tries=0,
        provider_id=None,
        payload=payload,
        error_code="",
        error_detail="",
    )
    session.info["promised"] = True
    return letter


def mark_sent_by_hand(session: Session, *, delivery_id: int, actor: User, now: datetime) -> Delivery:
    """CS has sent the text by the wa.me link."""
    return move(session, DELIVERY_FLOW, delivery_id, "sent_by_hand", actor=actor, now=now, sent_at=now)


def drop_delivery(session: Session, *, delivery_id: int, actor: User, now: datetime) -> Delivery:
    return move(session, DELIVERY_FLOW, delivery_id, "drop", actor=actor, now=now)
