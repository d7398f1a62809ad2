"""A ticket on one page to be printed or kept as PDF by the browser: its public part, or with the notes, too."""

from typing import Any

from flask import abort, request, url_for
from flask_admin import expose
from sqlalchemy.orm import Session

from admin_views.support.ticket_page import entry_facts, sections
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.models.company import Company
from app.models.support.messages import PUBLIC, MessageKind
from app.models.support.ticket import SupportTicket
from app.presenters.dates import moment
from app.presenters.support.tickets import requester_name
from workflows.support import read_conversation

MOST_PAGES = 20  # of fifty messages each; what is older is named as left out


class PrintPages:
    """For the screen of support tickets: whoever may see the ticket prints it."""

    @expose("/print/<int:ticket_id>")
    def printed(self, ticket_id: int) -> Any:
        """`?notes=1`: internal notes, facts and clocks, too; marked as not for the customer."""
        ticket = self.get_one(ticket_id)  # type: ignore[attr-defined]
        if ticket is None:
            abort(404)
        session, with_notes = db.session(), request.args.get("notes") == "1"
        entries, is_whole = _conversation(session, ticket, with_notes=with_notes)
        return self.render(  # type: ignore[attr-defined]
            "admin/support/print.html",
            ticket=ticket,
            company=session.get(Company, 1),
            requester=requester_name(ticket),
            asked_at=moment(ticket.created_at),
            entries=entries,
            is_whole=is_whole,
            with_notes=with_notes,
            facts=sections(session, ticket) if with_notes else [],
            printed_at=moment(utc_now()),
        )


def print_links(ticket: SupportTicket) -> list[dict[str, Any]]:
    """Buttons of the ticket's page."""
    ways = ((gettext("Cetak"), {}), (gettext("Cetak dengan catatan"), {"notes": "1"}))
    return [
        {"label": label, "href": url_for("support.printed", ticket_id=ticket.id, **query), "icon": "document"}
        for label, query in ways
    ]


def _conversation(session: Session, ticket: SupportTicket, *, with_notes: bool) -> tuple[list[dict[str, Any]], bool]:
    """Oldest first, and whether that is all there is."""
    kinds = (*PUBLIC, MessageKind.NOTE) if with_notes else PUBLIC
    found: list[Any] = []
    before = None
    for _ in range(MOST_PAGES):
        page = read_conversation(session, ticket_id=ticket.id, kinds=kinds, before=before)
        found, before = [*page.entries, *found], page.older
        if before is None:
            break
    shown = [entry_facts(one) | {"is_note": one.kind == MessageKind.NOTE} for one in found]
    return shown, before is None
