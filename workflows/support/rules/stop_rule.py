"""Let a rule have no effect."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.settings.rules import RULE_FLOW, SupportRule
from workflows.transitions import transition


def stop_rule(session: Session, *, rule_id: int, actor: User, now: datetime) -> SupportRule:
    """It stays in its place, to be tried and changed."""
    return transition(session, RULE_FLOW, rule_id, "stop", actor=actor, now=now)
