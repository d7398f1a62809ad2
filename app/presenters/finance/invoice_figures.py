"""An invoice's figures as rows to show: the same in the panel, on the customer's page and in the document."""

from dataclasses import dataclass
from decimal import Decimal

from app.core.i18n import Sentence, gettext
from app.models.finance.invoice import Invoice, InvoiceLine


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sum; `strong` for what must be paid."""

    label: Sentence
    amount_idr: int
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """Base price against proposed price; `percent` None where there is no base."""

    amount_idr: int
    percent: Decimal | None

    @property
    def tone(self) -> str:
        return "danger" if self.amount_idr < 0 else "success" if self.amount_idr > 0 else "neutral"


def sum_rows(invoice: Invoice) -> list[Row]:
    """Subtotal, discount, DPP, DPP nilai lain, PPN, total; rows that say nothing are left out."""
    net = invoice.subtotal_idr - invoice.discount_idr
    rows = [Row(gettext("Subtotal"), invoice.subtotal_idr)]
    if invoice.discount_idr:
        rows.append(Row(gettext("Diskon"), -invoice.discount_idr))
    if invoice.ppn_percent:
        rows.append(Row(gettext("DPP"), net))
        if invoice.ppn_base_numerator != invoice.ppn_base_denominator:
            fraction = f"{invoice.ppn_base_numerator}/{invoice.ppn_base_denominator}"
            label = gettext("DPP Nilai Lain (%(fraction)s)", fraction=fraction)
            rows.append(Row(label, invoice.tax_base_idr))
        rows.append(Row(gettext("PPN %(percent)s%%", percent=invoice.ppn_percent), invoice.ppn_idr))
    rows.append(Row(gettext("Total"), invoice.total_idr, strong=True))
    return rows


def payment_rows(invoice: Invoice) -> list[Row]:
    """What is paid and what is left, once money has come in."""
    if not invoice.paid_idr:
        return []
    rows = [Row(gettext("Sudah dibayar"), -invoice.paid_idr), Row(gettext("Sisa"), invoice.owing_idr, strong=True)]
    surplus = invoice.paid_idr - invoice.total_idr
    return [*rows, Row(gettext("Lebih bayar"), surplus)] if surplus > 0 else rows


def line_difference(line: InvoiceLine) -> Difference:
    """How far the proposed price of a line is from the price list."""
    per_unit = line.price_idr - line.base_price_idr
    base = Decimal(line.base_price_idr) * line.quantity
    return _difference(int(per_unit * line.quantity), int(base))


def total_difference(invoice: Invoice) -> Difference:
    """The same for the whole invoice before PPN, discount included."""
    return _difference(invoice.subtotal_idr - invoice.discount_idr - invoice.base_idr, invoice.base_idr)


def _difference(amount_idr: int, base_idr: int) -> Difference:
    percent = (Decimal(amount_idr) * 100 / base_idr).quantize(Decimal("0.1")) if base_idr else None
    return Difference(amount_idr, percent)


def quantity(value: Decimal) -> str:
    """`1.50` → `1,5`; `3.00` → `3`."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def plain_rupiah(amount_idr: int) -> str:
    """For table columns under a heading that says rupiah: `-1.250.000`."""
    return f"{amount_idr:,}".replace(",", ".")
