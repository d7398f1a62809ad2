"""Draw a PDF again that could not be drawn."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.files.undrawn_file import UNDRAWN_FLOW, DrawnKind, UndrawnFile
from workflows.transitions import transition

JOBS = {
    DrawnKind.ARTICLE: "app.jobs.documents.articles.draw_articles",
    DrawnKind.READINESS: "app.jobs.documents.readiness.draw_readiness",
    DrawnKind.SERVICE_LEVELS: "app.jobs.documents.service_levels.draw_sla",
    DrawnKind.SUPPORT_MONTH: "app.jobs.documents.support_month.draw_support_month",
    DrawnKind.MAINTENANCE_MONTH: "app.jobs.documents.maintenance_month.draw_maintenance_month",
    DrawnKind.TICKET: "app.jobs.documents.tickets.draw_tickets",
    DrawnKind.EMERGENCY_CARD: "app.jobs.documents.emergency_card.draw_emergency_card",
}


def retry_undrawn(session: Session, *, file_id: int, actor: User, now: datetime) -> UndrawnFile:
    """As often as a new one; the row ends when the PDF is there."""
    row = transition(session, UNDRAWN_FLOW, file_id, "retry", actor=actor, now=now, tries=0)
    unit_of(session).wake.add(JOBS[row.kind])
    return row
