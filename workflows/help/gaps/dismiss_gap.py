"""Searches, and the list of what they did not find."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.help.searches import GAP_FLOW, HelpGap
from workflows.transitions import transition


def dismiss_gap(session: Session, *, gap_id: int, actor: User, now: datetime) -> HelpGap:
    return transition(session, GAP_FLOW, gap_id, "dismiss", actor=actor, now=now)
