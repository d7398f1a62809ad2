"""Withdraw one's own request."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.on_call.swap import SWAP_FLOW, OnCallSwap
from workflows.on_call.events import SwapAnswered
from workflows.outbox_events import emit
from workflows.transitions import transition


def withdraw_swap(session: Session, *, swap_id: int, actor: User, now: datetime) -> OnCallSwap:
    """A colleague who was asked by name is told."""
    swap: OnCallSwap = transition(
        session, SWAP_FLOW, swap_id, "withdraw", actor=actor, now=now, answered_by_id=actor.id, answered_at=now
    )
    emit(session, SwapAnswered(swap_id=swap.id), now=now)
    return swap
