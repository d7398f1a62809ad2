"""Decline a colleague's request."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.on_call.swap import SWAP_FLOW, OnCallSwap
from workflows.on_call.events import SwapAnswered
from workflows.outbox_events import emit
from workflows.transitions import transition


def decline_swap(session: Session, *, swap_id: int, actor: User, now: datetime, reason: str = "") -> OnCallSwap:
    """Who asked is told."""
    columns: dict[str, Any] = {"answered_by_id": actor.id, "answered_at": now, "answer": reason.strip()[:200]}
    swap: OnCallSwap = transition(session, SWAP_FLOW, swap_id, "decline", actor=actor, now=now, **columns)
    emit(session, SwapAnswered(swap_id=swap.id), now=now)
    return swap
