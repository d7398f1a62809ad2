"""What the columns of the ticket list say."""

from typing import Any

from flask import g
from sqlalchemy import select

from admin_views.framework.composing import composing_marks
from admin_views.framework.lists.columns import NOTHING, badge, short_text, with_marks
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.models.support.settings.fields import SupportField
from app.models.support.ticket import SupportTicket, TicketKind
from app.models.support.ticket_steps import OPEN
from app.presenters.dates import moment_short
from app.presenters.support.fields import field_rows
from app.presenters.support.tickets import clock_badge, next_clock, requester_name


def subject_cell(view: Any, context: Any, record: SupportTicket, name: str) -> Any:
    """With marks: the customer waits for an answer, put aside, security."""
    text = short_text(70)(view, context, record, name)
    marks = [badge(gettext("Pesan baru"), "warning")] if record.unread_at else []
    marks += composing_marks(record)
    marks += [badge(gettext("Ditunda"), "neutral")] if record.wakes_at else []
    marks += [badge(gettext("Keamanan"), "danger")] if record.kind == TicketKind.SECURITY else []
    return with_marks(text, marks)


def due_cell(_view: Any, _context: Any, record: SupportTicket, _name: str) -> Any:
    """The clock that is due first."""
    clock = next_clock(record)
    if clock is None or record.status not in OPEN:
        return NOTHING
    shown = clock_badge(clock, utc_now(), moment_short)
    return badge(str(shown.text), shown.tone)


def requester_cell(_view: Any, _context: Any, record: SupportTicket, _name: str) -> Any:
    return requester_name(record) or NOTHING


def fields_cell(_view: Any, _context: Any, record: SupportTicket, _name: str) -> Any:
    """`Merek AC: Daikin; Ukuran: 1 PK`."""
    if "support_fields" not in g:  # once for an export
        g.support_fields = db.session.scalars(select(SupportField).order_by(SupportField.position)).all()
    return "; ".join(f"{name}: {value}" for name, value in field_rows(g.support_fields, record))
