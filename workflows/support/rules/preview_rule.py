"""What a rule would have done with the latest tickets."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.models.support.settings.rules import SupportRule
from app.models.support.ticket import SupportTicket, TicketKind
from app.policies.service_levels.rule_match import fits
from workflows.support.clocks.calendars.working_calendars import get_desk_calendar
from workflows.support.rules.apply_rules import list_active_rules
from workflows.support.rules.ticket_facts import facts_of

SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Tried:
    """`now`: the active rule that fits without this one; None: none does. `then`: with it."""

    ticket: SupportTicket
    now: SupportRule | None
    then: SupportRule | None


def preview_rule(session: Session, rule: SupportRule, *, visible: ColumnElement[bool]) -> list[Tried]:
    """The latest tickets, each with the rule that decides without and with this one at its place."""
    newest = select(SupportTicket).where(visible, SupportTicket.kind != TicketKind.SECURITY)
    others = [one for one in list_active_rules(session) if one.id != rule.id]
    with_it = sorted([*others, rule], key=lambda one: (one.position, one.id))
    calendar = get_desk_calendar(session)
    found = []
    for ticket in session.scalars(newest.order_by(SupportTicket.id.desc()).limit(SAMPLE)):
        facts = facts_of(ticket, calendar)
        now, then = (next((one for one in rules if fits(one, facts)), None) for rules in (others, with_it))
        found.append(Tried(ticket, now, then))
    return found
