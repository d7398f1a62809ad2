"""What an incident's reports and action items are about, as links for whoever may open them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from admin_views.framework.navigation.links import record_url
from app.core.i18n import gettext
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.incidents.incident import ActionItem, Incident, IncidentReport
from app.models.maintenance.record import MaintenanceRecord
from app.models.releases.release import Release
from app.models.support.ticket import SupportTicket
from app.policies.visibility import incidents_visible_to
from app.presenters.dates import day

ITEM_LOADS = (ActionItem.owner, ActionItem.bug, ActionItem.ticket, ActionItem.release, ActionItem.maintenance)
Subject = tuple[str, str | None]  # label, address


def items_of(session: Session, incident: Incident) -> list[tuple[ActionItem, str, list[Subject]]]:
    """Each with its day and what it is about, in the order in which they were added."""
    mine = select(ActionItem).where(ActionItem.incident_id == incident.id).order_by(ActionItem.id)
    found = session.scalars(mine.options(*(joinedload(one) for one in ITEM_LOADS)))
    return [
        (item, day(item.due_date), _linked((item.bug, item.ticket, item.release, item.maintenance))) for item in found
    ]


def choices_of_items(session: Session, incident: Incident, *, is_done: bool) -> list[tuple[str, str]]:
    """Number and title, the last finished first, else in the order in which they were added."""
    wanted = select(ActionItem.id, ActionItem.title).where(
        ActionItem.incident_id == incident.id, ActionItem.done_at.is_not(None) == is_done
    )
    return [
        (str(row.id), row.title) for row in session.execute(wanted.order_by(ActionItem.done_at.desc(), ActionItem.id))
    ]


def reports_of(session: Session, incident: Incident) -> list[Subject]:
    """Bugs, then tickets, by number."""
    mine = IncidentReport.incident_id == incident.id
    bugs = select(BugReport).join(IncidentReport, IncidentReport.bug_id == BugReport.id).where(mine)
    tickets = select(SupportTicket).join(IncidentReport, IncidentReport.ticket_id == SupportTicket.id).where(mine)
    found = [*session.scalars(bugs.order_by(BugReport.id)), *session.scalars(tickets.order_by(SupportTicket.id))]
    return _linked(found)


def incidents_about(session: Session, subject: Release | MaintenanceRecord, user: User) -> list[dict[str, Any]]:
    """Links from a release or a maintenance record to the incidents whose action items are about it."""
    column = ActionItem.release_id if isinstance(subject, Release) else ActionItem.maintenance_id
    seen = select(Incident).where(incidents_visible_to(user))
    mine = select(ActionItem.incident_id).where(column == subject.id)
    found = session.scalars(seen.where(Incident.id.in_(mine)).order_by(Incident.id))
    return [
        {"label": gettext("Tindak lanjut %(number)s", number=one.number), "href": href, "icon": "link"}
        for one in found
        if (href := record_url(Incident, one.id))
    ]


def _linked(records: Iterable[Any]) -> list[Subject]:
    return [(getattr(one, "number", str(one)), record_url(type(one), one.id)) for one in records if one is not None]
