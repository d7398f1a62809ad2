"""Say in which language somebody of whom nothing else is known is answered."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.actions.collaboration import LANGUAGES
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.transitions import transition


def set_ticket_language(session: Session, *, ticket_id: int, locale: str, actor: User, now: datetime) -> SupportTicket:
    """It was guessed from what they wrote."""
    if locale not in LANGUAGES:
        raise Invalid(N_("Pilih salah satu bahasa."), field="locale")
    return transition(session, SUPPORT_FLOW, ticket_id, "set_language", actor=actor, now=now, locale=locale)
