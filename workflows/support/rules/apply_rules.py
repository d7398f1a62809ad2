"""Send a new ticket where the first active rule that fits says."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.settings.rules import RuleStatus, SupportRule, SupportRuleHit
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportStatus, SupportTicket, TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.policies.service_levels.rule_match import fits
from workflows.outbox_events import emit
from workflows.support.assigning.list_possible_assignees import can_be_given
from workflows.support.events import TicketAssigned
from workflows.support.rules.ticket_facts import find_facts
from workflows.transitions import note, transition


def apply_rules(session: Session, ticket: SupportTicket, *, now: datetime) -> SupportRule | None:
    """The rule that fired. Once for a ticket that nobody has taken; a security ticket is left to its readers."""
    if ticket.kind == TicketKind.SECURITY or ticket.assignee_id or ticket.status != SupportStatus.NEW:
        return None
    rules = list_active_rules(session)
    if not rules or session.scalar(select(exists().where(SupportRuleHit.ticket_id == ticket.id))):
        return None
    facts = find_facts(session, ticket)
    rule = next((one for one in rules if fits(one, facts)), None)
    if rule is None:
        return None
    session.add(SupportRuleHit(rule_id=rule.id, ticket_id=ticket.id, created_at=now))
    used = (
        select(SupportTeam.id).where(SupportTeam.id == rule.team_id, SupportTeam.is_active).with_for_update(read=True)
    )
    ticket.team_id = session.scalar(used) or ticket.team_id
    session.flush()
    note(session, "support_tickets", ticket.id, "routed", actor=None, now=now, rule=rule.name)
    _assign(session, ticket, rule, now)
    return rule


def list_active_rules(session: Session) -> list[SupportRule]:
    """In their order."""
    active = select(SupportRule).where(SupportRule.status == RuleStatus.ACTIVE)
    return list(session.scalars(active.order_by(SupportRule.position, SupportRule.id)))


def _assign(session: Session, ticket: SupportTicket, rule: SupportRule, now: datetime) -> None:
    """Somebody who has left, or may not see it, is not given it: the ticket stays with the team."""
    here = select(User.id).where(User.id == rule.assignee_id, can_be_given(ticket.kind)).with_for_update(read=True)
    if rule.assignee_id is None or session.scalar(here) is None:
        return
    transition(session, SUPPORT_FLOW, ticket.id, "assign", actor=None, now=now, assignee_id=rule.assignee_id)
    emit(session, TicketAssigned(ticket_id=ticket.id, user_id=rule.assignee_id), now=now)
