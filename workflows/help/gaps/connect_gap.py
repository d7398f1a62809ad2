"""Searches, and the list of what they did not find."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.help.searches import GAP_FLOW, HelpGap, HelpSynonym
from workflows.help.gaps.save_synonym import save_synonym
from workflows.transitions import transition


def connect_gap(session: Session, *, gap_id: int, actor: User, now: datetime, phrase: str, meaning: str) -> HelpGap:
    """A synonym leads from these words to those of an article."""
    gap: HelpGap = transition(session, GAP_FLOW, gap_id, "connect", actor=actor, now=now)
    save_synonym(session, HelpSynonym(), phrase=phrase, meaning=meaning, locale=gap.locale)
    return gap
