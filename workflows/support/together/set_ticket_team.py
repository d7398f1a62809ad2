"""Say which team a ticket belongs to."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.transitions import transition


def set_ticket_team(
    session: Session, *, ticket_id: int, actor: User, now: datetime, team_id: int | None = None
) -> SupportTicket:
    """None: no team's any more. Its owner stays."""
    fits = select(SupportTeam.id).where(SupportTeam.id == team_id, SupportTeam.is_active)
    if team_id is not None and session.scalar(fits.with_for_update(read=True)) is None:
        raise Invalid(N_("Pilih tim yang masih dipakai."), field="team_id")
    return transition(session, SUPPORT_FLOW, ticket_id, "set_team", actor=actor, now=now, team_id=team_id)
