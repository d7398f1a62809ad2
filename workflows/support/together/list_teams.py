"""Teams to choose from."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.settings.team import SupportTeam


def list_teams(session: Session) -> list[tuple[int, str]]:
    """Id and name of those in use, by name."""
    used = select(SupportTeam.id, SupportTeam.name).where(SupportTeam.is_active).order_by(SupportTeam.name)
    return [(team_id, name) for team_id, name in session.execute(used)]
