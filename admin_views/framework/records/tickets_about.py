"""Support tickets about a record, for its page: the other side of a ticket's links."""

from typing import Any

from flask_login import current_user

from admin_views.framework.records.links import record_link
from app.core.db import db
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import SUPPORT_TEAM
from app.policies.visibility import support_visible_to
from app.presenters.status import status_badge
from workflows.support import list_tickets_about


def tickets_about(record: Any) -> list[tuple[Any, Any]]:
    """Number and subject; who does not answer tickets sees none."""
    if current_user.role not in SUPPORT_TEAM:
        return []
    found = list_tickets_about(db.session(), record, visible=support_visible_to(current_user))
    return [
        (record_link(ticket), f"{ticket.subject} ({status_badge(SUPPORT_FLOW, ticket.status).text})")
        for ticket in found
    ]
