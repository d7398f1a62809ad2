"""A ticket as assignment rules see it."""

from sqlalchemy.orm import Session

from app.models.support.ticket import SupportTicket
from app.policies.service_levels.rule_match import TicketFacts
from app.policies.service_levels.working_time import WorkingTime, is_working
from workflows.support.clocks.calendars.working_calendars import get_desk_calendar


def facts_of(ticket: SupportTicket, calendar: WorkingTime | None) -> TicketFacts:
    return TicketFacts(
        kind=ticket.kind,
        source=ticket.source,
        locale=ticket.locale,
        tags=ticket.tags,
        customer_id=ticket.customer_id,
        text=f"{ticket.subject} {ticket.description}",
        working=calendar is None or is_working(calendar, ticket.created_at),
    )


def find_facts(session: Session, ticket: SupportTicket) -> TicketFacts:
    return facts_of(ticket, get_desk_calendar(session))
