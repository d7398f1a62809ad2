"""Give waiting tickets to the agents on duty who have least to do, the oldest first."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from app.models.accounts.user import User, UserStatus
from app.models.support.settings.agent import WEIGHTS, SupportAgent
from app.models.support.settings.service_plan import SupportSettings
from app.models.support.settings.team import SupportTeam, SupportTeamMember
from app.models.support.ticket import SupportStatus, SupportTicket, TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import OPEN, SUPPORT_TEAM
from workflows.outbox_events import emit
from workflows.support.events import TicketAssigned
from workflows.transitions import transition

AT_ONCE = 100
# new ones, and those that came back to somebody who is gone or off duty
STEPS = {SupportStatus.NEW: "assign", SupportStatus.IN_PROGRESS: "hand_over"}


def assign_waiting(session: Session, *, now: datetime) -> int:
    """How many were given. One at a time: the settings' row is locked, so that everybody sees what was given before.

    A later ticket never overtakes: as long as the oldest of a team finds nobody, nobody is looked for.
    """
    if not session.scalar(select(SupportSettings.assigns_itself)):
        return 0
    session.get(SupportSettings, 1, with_for_update=True, populate_existing=True)
    given, full = 0, set[int]()  # teams whose people have no place free
    while True:
        rows = _list_waiting(session, besides=full)
        before = len(full)
        for ticket_id, status, team_id in rows:
            agent = None if team_id in full else _least_loaded(session, team_id)
            if agent is not None:
                _give(session, ticket_id, status, agent, now)
                given += 1
            elif team_id is None:
                return given
            else:
                full.add(team_id)
        if len(rows) < AT_ONCE or len(full) == before:
            return given


def _list_waiting(session: Session, *, besides: set[int]) -> list[tuple[int, SupportStatus, int | None]]:
    """The oldest first: id, status and team."""
    waiting = (
        select(SupportTicket.id, SupportTicket.status, SupportTeam.id)
        .outerjoin(SupportTeam, and_(SupportTeam.id == SupportTicket.team_id, SupportTeam.is_active))
        .where(
            SupportTicket.status.in_(STEPS),
            SupportTicket.assignee_id.is_(None),
            SupportTicket.wakes_at.is_(None),
            SupportTicket.kind != TicketKind.SECURITY,
            SupportTicket.team_id.is_(None) | SupportTicket.team_id.not_in(besides),
        )
        .order_by(SupportTicket.created_at, SupportTicket.id)
        .limit(AT_ONCE)
        .with_for_update(of=SupportTicket, skip_locked=True)  # somebody is just taking it
    )
    return [(ticket_id, status, team_id) for ticket_id, status, team_id in session.execute(waiting)]


def _give(session: Session, ticket_id: int, status: SupportStatus, agent: SupportAgent, now: datetime) -> None:
    transition(session, SUPPORT_FLOW, ticket_id, STEPS[status], actor=None, now=now, assignee_id=agent.user_id)
    agent.last_assigned_at = now
    session.flush()
    emit(session, TicketAssigned(ticket_id=ticket_id, user_id=agent.user_id), now=now)


def _least_loaded(session: Session, team_id: int | None) -> SupportAgent | None:
    """Least weighted load below the cap; then whoever has waited longest for one; then the id.

    A team's ticket is for its members, as long as some of them take part; if they are off duty or full, it waits.
    The person's row is locked with the agent's: who is just being deactivated is waited for, and passed over.
    """
    load = (
        select(func.coalesce(func.sum(_weight()), 0))
        .where(SupportTicket.assignee_id == SupportAgent.user_id, SupportTicket.status.in_(OPEN))
        .scalar_subquery()
    )
    held = aliased(SupportTicket)
    open_now = (
        select(func.count()).where(held.assignee_id == SupportAgent.user_id, held.status.in_(OPEN)).scalar_subquery()
    )
    here = and_(User.status == UserStatus.ACTIVE, User.role.in_(SUPPORT_TEAM), SupportAgent.on_duty)
    chosen = (
        select(SupportAgent)
        .join(User, User.id == SupportAgent.user_id)
        .where(here, _may_have(team_id), open_now < SupportAgent.most_open)
        .order_by(load, SupportAgent.last_assigned_at.asc().nulls_first(), SupportAgent.id)
        .limit(1)
        .with_for_update(of=(SupportAgent, User), key_share=True)
    )
    return session.scalars(chosen.execution_options(populate_existing=True)).one_or_none()


def _may_have(team_id: int | None) -> ColumnElement[bool]:
    if team_id is None:
        return true()
    member, agent = aliased(SupportTeamMember), aliased(SupportAgent)
    agents = select(agent.user_id).scalar_subquery()
    team = exists().where(member.team_id == team_id)
    return or_(~team.where(member.user_id.in_(agents)), team.where(member.user_id == SupportAgent.user_id))


def _weight() -> ColumnElement[int]:
    """Of one open ticket."""
    return case(dict(WEIGHTS.items()), value=SupportTicket.priority, else_=1)
