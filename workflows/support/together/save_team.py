"""Write a team and who is in it."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import TicketKind
from workflows.support.assigning.list_possible_assignees import can_be_given


def save_team(
    session: Session, team: SupportTeam, *, name: str, member_ids: Collection[int], is_active: bool
) -> SupportTeam:
    """Members are active people of the desk."""
    wanted = select(User).where(User.id.in_(member_ids), can_be_given(TicketKind.PROBLEM))
    members = list(session.scalars(wanted.order_by(User.id).with_for_update(read=True, of=User)))
    if len(members) != len(set(member_ids)):
        raise Invalid(N_("Pilih petugas yang aktif."), field="member_ids")
    team.name, team.is_active, team.members = " ".join(name.split()), is_active, members
    session.add(team)
    session.flush()
    return team
