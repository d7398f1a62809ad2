"""A ticket on one page to be printed, and as PDF: what its customer may read, or with the notes, too."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session

from admin_views.support.tickets.page import entry_facts, merged_facts, sections
from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.http.files.downloads import send_stored
from app.http.forms.submission import submit
from app.models.company import Company
from app.models.files.undrawn_file import DrawnKind, UndrawnFile, UndrawnStatus
from app.models.support.messages import MessageKind
from app.models.support.prints import SupportPrint
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import SECURITY_READERS
from app.policies.visibility import prints_visible_to
from app.presenters.dates import moment
from app.presenters.support.tickets import requester_name
from workflows.support import list_prints, order_print, read_printed


class PrintPages:
    """For the screen of support tickets: whoever may see the ticket prints it."""

    @expose("/print/<int:ticket_id>")
    def printed(self, ticket_id: int) -> Any:
        """`?notes=1`: internal notes, facts and clocks, too; marked as not for the customer."""
        ticket = self.get_one(ticket_id)  # type: ignore[attr-defined]
        if ticket is None:
            abort(404)
        session, with_notes = db.session(), request.args.get("notes") == "1"
        with_security = current_user.role in SECURITY_READERS
        printed = read_printed(session, ticket, with_notes=with_notes, with_security=with_security)
        return self.render(  # type: ignore[attr-defined]
            "admin/support/print.html",
            ticket=ticket,
            company=session.get(Company, 1),
            requester=requester_name(ticket),
            asked_at=moment(ticket.created_at),
            entries=[entry_facts(one) | {"is_note": one.kind == MessageKind.NOTE} for one in printed.entries],
            merged=[merged_facts(one) for one in printed.merged],
            is_whole=printed.is_whole,
            with_notes=with_notes,
            facts=sections(session, ticket) if with_notes else [],
            printed_at=moment(utc_now()),
            prints=[
                _print_line(session, one) for one in list_prints(session, ticket_id=ticket_id, reader=current_user)
            ],
        )

    @expose("/pdf/<int:ticket_id>", methods=("POST",))
    def order_pdf(self, ticket_id: int) -> Any:
        """Drawn by the queue of documents; `notes=1`: the desk's own copy."""
        if self.get_one(ticket_id) is None:  # type: ignore[attr-defined]
            abort(404)
        with_notes, who = request.form.get("notes") == "1", current_user._get_current_object()  # noqa: SLF001
        facts = {"ticket_id": ticket_id, "with_notes": with_notes}
        submit(lambda session: {"id": order_print(session, **facts, actor=who, now=utc_now())})
        flash(gettext("PDF sedang dibuat. Muat ulang halaman ini sebentar lagi."), "success")
        notes = {"notes": "1"} if with_notes else {}
        return redirect(url_for("support.printed", ticket_id=ticket_id, **notes), 303)

    @expose("/pdf/<int:print_id>/file")
    def pdf_file(self, print_id: int) -> Any:
        wanted = select(SupportPrint).where(SupportPrint.id == print_id, prints_visible_to(current_user))
        found = db.session.scalars(wanted).one_or_none()
        ticket = self.get_one(found.ticket_id) if found else None  # type: ignore[attr-defined]
        if found is None or ticket is None or found.file is None:
            abort(404)
        name = f"{ticket.number}-internal.pdf" if found.with_notes else f"{ticket.number}.pdf"
        return send_stored(found.file, name, inline=True)


def print_links(ticket: SupportTicket) -> list[dict[str, Any]]:
    """Buttons of the ticket's page."""
    ways = ((gettext("Cetak"), {}), (gettext("Cetak dengan catatan"), {"notes": "1"}))
    return [
        {"label": label, "href": url_for("support.printed", ticket_id=ticket.id, **query), "icon": "document"}
        for label, query in ways
    ]


def _print_line(session: Session, one: SupportPrint) -> dict[str, Any]:
    """With the reason where it cannot be drawn."""
    failed = select(UndrawnFile.error).where(
        UndrawnFile.kind == DrawnKind.TICKET,
        UndrawnFile.subject_id == one.id,
        UndrawnFile.status == UndrawnStatus.OPEN,
    )
    return {
        "label": gettext("Dengan catatan internal") if one.with_notes else gettext("Untuk pelanggan"),
        "who": one.asked_by.name,
        "at": moment(one.created_at),
        "url": url_for("support.pdf_file", print_id=one.id) if one.file_id else None,
        "error": None if one.file_id else session.scalar(failed),
    }
