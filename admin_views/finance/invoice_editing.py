"""Drafting an invoice and writing its lines: the pages of the invoice screen that are no transition."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from flask_login import current_user
from sqlalchemy import select

from admin_views.finance.invoice_lines import ContentForm, content_of, content_sent, read_content
from admin_views.finance.invoice_merge import merge_content
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.core.identifiers import read_id, require_id
from app.http.forms.submission import submit
from app.models.accounts.user import DESK
from app.models.finance.invoice import Invoice, PriceItem
from app.models.visits.attendance import DOUBT_LABELS
from app.models.visits.visit import VisitTicket
from app.policies.visibility import visits_visible_to
from app.presenters.finance.invoice_figures import quantity
from workflows.invoices import (
    EDITABLE,
    ContentChanged,
    draft_invoice,
    edit_invoice,
    find_invoice_of_visit,
    list_proposed_lines,
    list_questioned,
)


def _chosen() -> list[str] | None:
    """The lines ticked on the page; None for a form that shows none."""
    return request.form.getlist("line") if "lines_shown" in request.form else None


class InvoiceEditing:
    """Mixed into InvoiceView."""

    endpoint: str

    @expose("/draft", methods=("GET", "POST"))
    def draft_view(self) -> Any:
        """GET shows what the draft of a visit would bill; POST makes it. A visit that has one leads there."""
        visit = self._visit_or_404(request.values.get("visit_id", ""))
        known = find_invoice_of_visit(db.session(), visit_id=visit.id)
        if known is not None:
            return redirect(url_for(f"{self.endpoint}.details_view", id=known.id))
        if current_user.role not in DESK:
            abort(403)
        if request.method == "POST":
            try:
                made = submit(
                    lambda session: {
                        "id": draft_invoice(
                            session, visit_id=visit.id, actor=current_user, now=utc_now(), chosen=_chosen()
                        ).id
                    }
                )
            except DomainError as refusal:
                flash(str(refusal), "error")
                return redirect(url_for("visit.details_view", id=visit.id))
            flash(gettext("Draf invoice dibuat. Lengkapi materialnya lalu ajukan."), "success")
            return redirect(url_for(f"{self.endpoint}.lines_view", id=made["id"]))
        lines = list_proposed_lines(db.session(), visit)
        return self.render(  # type: ignore[attr-defined]
            "admin/invoices/draft.html",
            visit=visit,
            lines=lines,
            questioned=list_questioned(db.session(), visit),
            doubts=DOUBT_LABELS,
            quantity=quantity,
        )

    @expose("/<int:id>/lines", methods=("GET", "POST"))
    def lines_view(self, id: int) -> Any:  # noqa: A002
        """Lines, discount, due date and note in one form; the buttons "add" and "remove" work without a script."""
        invoice = self.get_one(id)  # type: ignore[attr-defined]
        if invoice is None:
            abort(404)
        if current_user.role not in DESK:
            abort(403)
        if invoice.status not in EDITABLE:
            flash(gettext("Invoice ini tidak dapat diubah dalam statusnya sekarang."), "warning")
            return redirect(url_for(f"{self.endpoint}.details_view", id=id))
        if request.method == "GET":
            return self._lines_page(invoice, content_of(invoice))
        content = content_sent(request.form)
        content.take_over(self._items(content))
        wish = request.form.get("wish", "save")
        if wish == "add":
            content.add_row()
            return self._lines_page(invoice, content)
        if wish.startswith("drop-"):
            place = read_id(wish.removeprefix("drop-"))
            content.drop_row(-1 if place is None else place)
            return self._lines_page(invoice, content)
        return self._save(invoice, content)

    def _save(self, invoice: Invoice, content: ContentForm) -> Any:
        parsed = read_content(content)
        if parsed is None:
            return self._lines_page(invoice, content), 422
        try:
            submit(
                lambda session: {
                    "id": edit_invoice(session, invoice_id=invoice.id, actor=current_user, now=utc_now(), **parsed).id
                }
            )
        except ContentChanged:
            db.session().refresh(invoice)
            return self._lines_page(invoice, merge_content(content, content_of(invoice))), 409
        except DomainError as refusal:
            content.errors.append(str(refusal))
            return self._lines_page(invoice, content), 409 if refusal.status == 409 else 422  # noqa: PLR2004
        flash(gettext("Isi invoice tersimpan."), "success")
        return redirect(url_for(f"{self.endpoint}.details_view", id=invoice.id))

    def _lines_page(self, invoice: Invoice, content: ContentForm) -> str:
        items = self._items(content)
        return self.render("admin/invoices/lines.html", invoice=invoice, content=content, items=items)  # type: ignore[attr-defined]

    def _items(self, content: ContentForm) -> list[PriceItem]:
        """The price list; what is no longer sold stays where it is already chosen."""
        named = {row["item"] for row in content.rows if row["item"]}
        every = db.session.scalars(select(PriceItem).order_by(PriceItem.kind, PriceItem.name))
        return [item for item in every if item.active or str(item.id) in named]

    def _visit_or_404(self, text: str) -> VisitTicket:
        wanted = select(VisitTicket).where(VisitTicket.id == require_id(text), visits_visible_to(current_user))
        visit = db.session.scalars(wanted).one_or_none()
        if visit is None:
            abort(404)
        return visit
