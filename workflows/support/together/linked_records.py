"""What a ticket is about, and which tickets are about a record."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.models.feedback.bug import BugReport
from app.models.finance.invoice import Invoice
from app.models.incidents.incident import Incident, IncidentReport
from app.models.releases.release import Release
from app.models.support.collaboration import SupportLink
from app.models.support.ticket import SupportTicket
from app.models.visits.visit import VisitTicket

MOST = 50

# model: the link's column, and what people call one of them by
TARGETS: Mapping[Any, tuple[Any, Any]] = {
    BugReport: (SupportLink.bug_id, BugReport.number),
    VisitTicket: (SupportLink.visit_id, VisitTicket.number),
    Invoice: (SupportLink.invoice_id, Invoice.number),
    Release: (SupportLink.release_id, func.upper(Release.version)),
    Incident: (IncidentReport.incident_id, Incident.number),
}


def find_targets(session: Session, numbers: Iterable[str]) -> dict[str, tuple[Any, int]]:
    """Number in capitals to model and id; the newest release of a version."""
    wanted = list(numbers)
    found: dict[str, tuple[Any, int]] = {}
    for model, (_column, name) in TARGETS.items():
        rows = session.execute(select(name, model.id).where(name.in_(wanted)).order_by(model.id))
        found |= {number: (model, record_id) for number, record_id in rows}
    return found


def list_links_of(session: Session, ticket_id: int) -> list[tuple[Any, int, str]]:
    """Model, id and number of each record the ticket is about."""
    found = []
    for model, (column, name) in TARGETS.items():
        home = column.class_
        rows = select(model.id, name).join(home, column == model.id).where(home.ticket_id == ticket_id)
        found += [(model, record_id, number) for record_id, number in session.execute(rows.order_by(model.id))]
    return found


def list_tickets_about(
    session: Session, record: Any, *, visible: ColumnElement[bool], most: int = MOST
) -> list[SupportTicket]:
    """The newest tickets that are about a record, those its reader may see; [] for a kind that tickets do not link."""
    target = TARGETS.get(type(record))
    if target is None:
        return []
    column, _name = target
    home = column.class_
    about = select(SupportTicket).join(home, home.ticket_id == SupportTicket.id).where(column == record.id, visible)
    return list(session.scalars(about.order_by(SupportTicket.id.desc()).limit(most)))
