"""Let a rule take effect."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.settings.rules import RULE_FLOW, SupportRule
from workflows.transitions import transition


def activate_rule(session: Session, *, rule_id: int, actor: User, now: datetime) -> SupportRule:
    """From now on, for tickets that come in."""
    return transition(session, RULE_FLOW, rule_id, "activate", actor=actor, now=now)
