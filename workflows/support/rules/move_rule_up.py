"""Ask a rule one earlier."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.settings.rules import SupportRule
from workflows.support.rules.change_places import change_places


def move_rule_up(session: Session, *, rule_id: int, actor: User, now: datetime) -> SupportRule:
    """It changes places with the rule before it."""
    return change_places(session, "move_up", rule_id, actor, now)
