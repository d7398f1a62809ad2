"""Changing what an invoice says, while it may still be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotAvailable, NotFound
from app.core.i18n import N_
from app.models.accounts.user import DESK, User
from app.models.finance.invoice import Invoice, InvoiceLine, InvoiceStatus, PriceItem
from workflows.invoices.figures import Figures, Priced, TaxRule, figures_of, line_amount
from workflows.transitions import note as write_note


class ContentChanged(NotAvailable):
    """Somebody has written other content since it was read."""

    code = "changed_meanwhile"
    sentence = N_("Invoice ini baru saja diubah orang lain. Muat ulang halaman lalu ulangi perubahan Anda.")


EDITABLE = frozenset({InvoiceStatus.DRAFT, InvoiceStatus.REVISION})
MOST_LINES = 100
LARGEST_QUANTITY = Decimal("99999999.99")
LARGEST_PRICE = 10**12


@dataclass(frozen=True, slots=True)
class LineEdit:
    """A line as the form gives it; `id` None is a new one."""

    id: int | None
    price_item_id: int | None
    description: str
    unit: str
    quantity: Decimal
    price_idr: int


def edit_invoice(
    session: Session,
    *,
    invoice_id: int,
    version: int,
    lines: Sequence[LineEdit],
    discount_idr: int,
    note: str,
    due_date: date,
    actor: User,
    now: datetime,
) -> Invoice:
    """Write the whole content anew; ContentChanged when somebody has changed it since `version` was read."""
    if actor.role not in DESK:
        raise NotAllowed
    invoice = lock_invoice(session, invoice_id)
    if invoice.status not in EDITABLE:
        raise NotAvailable(N_("Invoice ini tidak dapat diubah dalam statusnya sekarang."))
    if invoice.version != version:
        raise ContentChanged
    if due_date < invoice.issue_date:
        raise Invalid(N_("Jatuh tempo tidak boleh sebelum tanggal invoice."), field="due_date")
    _check(lines)
    removed = _write_lines(session, invoice, lines)
    invoice.due_date = due_date
    invoice.note = note.strip()[:2000]
    apply_figures(invoice, discount_idr)
    if actor.id not in invoice.edited_by_ids:
        invoice.edited_by_ids = [*invoice.edited_by_ids, actor.id]
    invoice.version += 1
    session.flush()
    if removed:
        write_note(session, "invoices", invoice.id, "changed", actor=actor, now=now, removed=removed)
    return invoice


def lock_invoice(session: Session, invoice_id: int) -> Invoice:
    """The invoice, held until the commit; raises NotFound."""
    locked = select(Invoice).where(Invoice.id == invoice_id).with_for_update()
    invoice = session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if invoice is None:
        raise NotFound
    return invoice


def rule_of(invoice: Invoice) -> TaxRule:
    return TaxRule(invoice.ppn_percent, invoice.ppn_base_numerator, invoice.ppn_base_denominator)


def figures_with(invoice: Invoice, discount_idr: int) -> Figures:
    """The figures of the invoice's lines with this discount; raises Invalid."""
    subtotal = sum(line.amount_idr for line in invoice.lines)
    if not 0 <= discount_idr <= subtotal:
        raise Invalid(N_("Diskon tidak boleh melebihi subtotal."), field="discount_idr")
    return figures_of(cast("list[Priced]", invoice.lines), discount_idr=discount_idr, rule=rule_of(invoice))


def apply_figures(invoice: Invoice, discount_idr: int) -> None:
    for name, value in figures_with(invoice, discount_idr).as_columns().items():
        setattr(invoice, name, value)


def _check(lines: Sequence[LineEdit]) -> None:
    if len(lines) > MOST_LINES:
        raise Invalid(N_("Terlalu banyak baris."), field="lines")
    for line in lines:
        if not line.description.strip():
            raise Invalid(N_("Setiap baris perlu uraian."), field="lines")
        if not line.quantity.is_finite() or not Decimal("0.01") <= line.quantity <= LARGEST_QUANTITY:
            raise Invalid(N_("Jumlah pada setiap baris harus lebih dari nol."), field="lines")
        if not 0 <= line.price_idr <= LARGEST_PRICE:
            raise Invalid(N_("Harga pada setiap baris harus berupa rupiah utuh."), field="lines")


def _write_lines(session: Session, invoice: Invoice, lines: Sequence[LineEdit]) -> list[str]:
    """Keep, change, add and remove; the descriptions of what was removed."""
    known = {line.id: line for line in invoice.lines}
    wanted = {line.price_item_id for line in lines if line.price_item_id}
    items = {item.id: item for item in session.scalars(select(PriceItem).where(PriceItem.id.in_(wanted)))}
    kept: list[InvoiceLine] = []
    for position, edit in enumerate(lines, 1):
        line = known.get(edit.id) if edit.id is not None else None
        item = items.get(edit.price_item_id) if edit.price_item_id else None
        if line is None:
            line = InvoiceLine(base_price_idr=item.price_idr if item else 0, price_item_id=item.id if item else None)
        elif item is not None and line.price_item_id != item.id:
            line.price_item_id, line.base_price_idr = item.id, item.price_idr
        line.position = position
        line.description = edit.description.strip()[:300]
        line.unit = edit.unit.strip()[:20]
        line.quantity = edit.quantity.quantize(Decimal("0.01"))
        line.price_idr = edit.price_idr
        line.amount_idr = line_amount(line.quantity, line.price_idr)
        kept.append(line)
    removed = [line.description for line in invoice.lines if line not in kept]
    invoice.lines = kept
    return removed
