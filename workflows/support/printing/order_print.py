"""Ask for a ticket as PDF."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.support.prints import SupportPrint
from app.models.support.ticket import SupportTicket, TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import SECURITY_READERS
from workflows.support.merging.find_root import list_tree
from workflows.transitions import note, require_role

JOB = "app.jobs.documents.tickets.draw_tickets"


def order_print(session: Session, *, ticket_id: int, with_notes: bool, actor: User, now: datetime) -> int:
    """Its id; one that waits already is the same, drawn or not by now. `with_notes`: the desk's own copy."""
    require_role(SUPPORT_FLOW.transitions["note"], actor)
    is_security = actor.role in SECURITY_READERS and _has_security(session, ticket_id)
    same = {"ticket_id": ticket_id, "with_notes": with_notes, "is_security": is_security}
    ordered = (
        insert(SupportPrint)
        .values(**same, asked_by_id=actor.id, created_at=now)
        .on_conflict_do_nothing()
        .returning(SupportPrint.id)
    )
    print_id = session.scalar(ordered.execution_options(noted=True))
    if print_id is None:
        return session.scalars(select(func.max(SupportPrint.id)).filter_by(**same)).one()
    note(session, "support_tickets", ticket_id, "print_ordered", actor=actor, now=now, with_notes=with_notes)
    unit_of(session).wake.add(JOB)
    return print_id


def _has_security(session: Session, ticket_id: int) -> bool:
    """The ticket or one merged into it."""
    secret = select(SupportTicket.id).where(
        SupportTicket.id.in_(list_tree(session, ticket_id)), SupportTicket.kind == TicketKind.SECURITY
    )
    return session.scalar(secret.limit(1)) is not None
