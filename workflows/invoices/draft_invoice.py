"""A draft from a finished visit."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.core.errors import DomainError, NotAllowed, NotFound
from app.core.i18n import N_
from app.models.accounts.user import DESK, User
from app.models.company import Company
from app.models.finance.invoice import Invoice, InvoiceLine, InvoiceStatus
from app.models.visits.visit import FINISHED, VisitTicket
from workflows.invoices.figures import NO_TAX, TaxRule, figures_of, line_amount
from workflows.invoices.labour import ProposedLine, list_proposed_lines
from workflows.numbering import ROMAN_MONTHS, next_number

BILLABLE = FINISHED


class VisitNotDone(DomainError):
    code = "visit_not_done"
    sentence = N_("Invoice baru dapat dibuat setelah kunjungan selesai.")


class AlreadyInvoiced(DomainError):
    code = "already_invoiced"
    sentence = N_("Kunjungan ini sudah mempunyai invoice.")


class NoCompany(DomainError):
    code = "no_company"
    sentence = N_("Isi dulu data perusahaan di menu Perusahaan.")


def draft_invoice(
    session: Session, *, visit_id: int, actor: User, now: datetime, chosen: Collection[str] | None = None
) -> Invoice:
    """Number it, copy the tax rule, write the lines the visit's work comes to.

    `chosen`: keys of the proposed lines to bill; without it those that are not switched off.

    Raises VisitNotDone, AlreadyInvoiced, NoCompany.
    """
    if actor.role not in DESK:
        raise NotAllowed
    visit = session.scalars(select(VisitTicket).where(VisitTicket.id == visit_id).with_for_update()).one_or_none()
    if visit is None:
        raise NotFound
    if visit.status not in BILLABLE:
        raise VisitNotDone
    company = session.get(Company, 1)
    if company is None:
        raise NoCompany
    known = find_invoice_of_visit(session, visit_id=visit_id)
    if known is not None:
        raise AlreadyInvoiced(
            N_("Kunjungan ini sudah mempunyai invoice %(number)s.", number=known.number), invoice_id=known.id
        )
    invoice = _blank(session, visit, company, actor, now)
    proposed = list_proposed_lines(session, visit)
    lines = [line for line in proposed if (line.is_on if chosen is None else line.key in chosen)]
    _write_lines(lines, invoice)
    session.add(invoice)
    session.flush()
    return invoice


def find_invoice_of_visit(session: Session, *, visit_id: int) -> Invoice | None:
    """The one invoice of a visit that is not void."""
    live = select(Invoice).where(Invoice.visit_id == visit_id, Invoice.status != InvoiceStatus.VOID)
    return session.scalars(live).one_or_none()


def _write_lines(lines: Sequence[ProposedLine], invoice: Invoice) -> None:
    rule = TaxRule(invoice.ppn_percent, invoice.ppn_base_numerator, invoice.ppn_base_denominator)
    invoice.lines = [
        InvoiceLine(
            position=position,
            price_item_id=line.price_item_id,
            description=line.description,
            unit=line.unit,
            quantity=line.quantity,
            base_price_idr=line.base_price_idr,
            price_idr=line.price_idr,
            amount_idr=line_amount(line.quantity, line.price_idr),
        )
        for position, line in enumerate(lines, 1)
    ]
    for name, value in figures_of(lines, discount_idr=0, rule=rule).as_columns().items():
        setattr(invoice, name, value)


def _blank(session: Session, visit: VisitTicket, company: Company, actor: User, now: datetime) -> Invoice:
    today = local_day(now, company.time_zone)
    tax = TaxRule(company.ppn_percent, company.ppn_base_numerator, company.ppn_base_denominator)
    rule = tax if company.is_pkp else NO_TAX
    drawn = next_number(session, "INVOICE", today.year)  # last: its row lock is held until the commit
    return Invoice(
        number=f"INV/{today.year}/{ROMAN_MONTHS[today.month - 1]}/{drawn:04d}",
        visit_id=visit.id,
        customer_id=visit.customer_id,
        status=InvoiceStatus.DRAFT,
        revision=1,
        issue_date=today,
        due_date=today + timedelta(days=company.payment_days),
        ppn_percent=rule.percent,
        ppn_base_numerator=rule.numerator,
        ppn_base_denominator=rule.denominator,
        drafted_by_id=actor.id,
        version=1,
    )
