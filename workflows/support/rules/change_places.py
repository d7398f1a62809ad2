"""Two neighbouring rules change places."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.settings.rules import RULE_FLOW, SupportRule
from workflows.transitions import transition


def change_places(session: Session, step: str, rule_id: int, actor: User, now: datetime) -> SupportRule:
    """All rules are locked and numbered anew; the first one cannot go up, and stays."""
    rows = select(SupportRule).order_by(SupportRule.position, SupportRule.id).with_for_update()
    rules = list(session.scalars(rows.execution_options(populate_existing=True)))
    at = next((place for place, one in enumerate(rules) if one.id == rule_id), None)
    rule: SupportRule = transition(session, RULE_FLOW, rule_id, step, actor=actor, now=now)
    other = (at or 0) + (-1 if step == "move_up" else 1)
    if at is not None and 0 <= other < len(rules):
        rules[at], rules[other] = rules[other], rules[at]
    for place, one in enumerate(rules, start=1):
        one.position = place
    session.flush()
    return rule
