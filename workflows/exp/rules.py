"""The amounts and limits of EXP: from the settings, else the defaults."""

from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.models.feedback.exp import ExpRules


def rules_of(session: Session) -> ExpRules:
    """The application hangs its settings on every session it opens (app.rules)."""
    return unit_of(session).exp_rules or ExpRules()
