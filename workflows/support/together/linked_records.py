"""What a ticket is about, and which tickets are about a record."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.finance.invoice import Invoice
from app.models.incidents.incident import Incident, IncidentReport
from app.models.releases.release import Release
from app.models.support.collaboration import SupportLink
from app.models.support.ticket import SupportTicket
from app.models.visits.visit import VisitTicket
from app.policies.visibility import incidents_visible_to

MOST = 50

# model: the link's column, and what people call one of them by
TARGETS: Mapping[Any, tuple[Any, Any]] = {
    BugReport: (SupportLink.bug_id, BugReport.number),
    VisitTicket: (SupportLink.visit_id, VisitTicket.number),
    Invoice: (SupportLink.invoice_id, Invoice.number),
    Release: (SupportLink.release_id, func.upper(Release.version)),
    Incident: (IncidentReport.incident_id, Incident.number),
}


def find_targets(session: Session, numbers: Iterable[str], *, reader: User) -> dict[str, tuple[Any, int]]:
    """Number in capitals to model and id of what the reader may know of; the newest release of a version."""
    wanted = list(numbers)
    found: dict[str, tuple[Any, int]] = {}
    for model, (_column, name) in TARGETS.items():
        rows = session.execute(
            select(name, model.id).where(name.in_(wanted), _known_to(reader, model)).order_by(model.id)
        )
        found |= {number: (model, record_id) for number, record_id in rows}
    return found


def list_links_of(session: Session, ticket_id: int, *, reader: User) -> list[tuple[Any, int, str]]:
    """Model, id and number of each record the ticket is about and the reader may know of."""
    found = []
    for model, (column, name) in TARGETS.items():
        home = column.class_
        rows = select(model.id, name).join(home, column == model.id).where(home.ticket_id == ticket_id)
        known = rows.where(_known_to(reader, model)).order_by(model.id)
        found += [(model, record_id, number) for record_id, number in session.execute(known)]
    return found


def _known_to(reader: User, model: Any) -> ColumnElement[bool]:
    return incidents_visible_to(reader) if model is Incident else true()


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
