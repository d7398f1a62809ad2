"""Ask for a ticket as PDF."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.support.prints import SupportPrint
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.transitions import note, require_role

JOB = "app.jobs.documents.tickets.draw_tickets"


def order_print(session: Session, *, ticket_id: int, with_notes: bool, actor: User, now: datetime) -> int:
    """Its id; one that waits already is the same, drawn or not by now. `with_notes`: the desk's own copy."""
    require_role(SUPPORT_FLOW.transitions["note"], actor)
    facts = {"ticket_id": ticket_id, "with_notes": with_notes, "asked_by_id": actor.id, "created_at": now}
    ordered = insert(SupportPrint).values(facts).on_conflict_do_nothing().returning(SupportPrint.id)
    print_id = session.scalar(ordered.execution_options(noted=True))
    if print_id is None:
        same = (SupportPrint.ticket_id == ticket_id, SupportPrint.with_notes == with_notes)
        return session.scalars(select(func.max(SupportPrint.id)).where(*same)).one()
    note(session, "support_tickets", ticket_id, "print_ordered", actor=actor, now=now, with_notes=with_notes)
    unit_of(session).wake.add(JOB)
    return print_id
