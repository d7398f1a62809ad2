"""Invoices: drafted by CS, priced and approved by sales, paid by the customer. Whole rupiah throughout."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    SmallInteger,
    String,
    Text,
    func,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, day_index, one_of, rank_of
from app.core.i18n import N_, Sentence
from app.models.accounts.user import Skill, User
from app.models.customers.customer import Customer
from app.models.visits.visit import VisitTicket


class PriceKind(StrEnum):
    LABOUR = "LABOUR"  # per technician and day
    MATERIAL = "MATERIAL"
    OTHER = "OTHER"


PRICE_KIND_LABELS: dict[PriceKind, Sentence] = {
    PriceKind.LABOUR: N_("Jasa (per orang-hari)"),
    PriceKind.MATERIAL: N_("Material"),
    PriceKind.OTHER: N_("Lainnya"),
}


class PriceItem(Record):
    __tablename__ = "price_items"

    code: Mapped[str] = mapped_column(String(30), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[PriceKind] = one_of(PriceKind, "kind", default=PriceKind.MATERIAL)
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skills.id"))  # labour: of visits that ask for this skill
    unit: Mapped[str] = mapped_column(String(20), default="pcs")
    price_idr: Mapped[int] = mapped_column(BigInteger)
    active: Mapped[bool] = mapped_column(default=True)

    skill: Mapped[Skill | None] = relationship()

    __table_args__ = (
        CheckConstraint("price_idr >= 0", name="price"),
        CheckConstraint("skill_id IS NULL OR kind = 'LABOUR'", name="skill_of_labour"),
    )

    def __str__(self) -> str:
        return f"{self.code} – {self.name}"


class InvoiceStatus(StrEnum):
    DRAFT = "DRAFT"
    PENDING = "PENDING"
    REVISION = "REVISION"
    APPROVED = "APPROVED"
    SENT = "SENT"
    PAID = "PAID"
    VOID = "VOID"


TAKEN_BACK = frozenset({InvoiceStatus.REVISION, InvoiceStatus.VOID})  # for a reason
ISSUED = frozenset({InvoiceStatus.SENT, InvoiceStatus.PAID})  # the customer has it


class Invoice(Record):
    """total = subtotal - discount + ppn, held by the database. The tax rule is copied in, so it never changes later."""

    __tablename__ = "invoices"

    number: Mapped[str] = mapped_column(String(30), unique=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit_tickets.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    status: Mapped[InvoiceStatus] = one_of(InvoiceStatus, "status", default=InvoiceStatus.DRAFT)
    revision: Mapped[int] = mapped_column(SmallInteger, default=1)
    issue_date: Mapped[date] = mapped_column()
    due_date: Mapped[date] = mapped_column()
    base_idr: Mapped[int] = mapped_column(BigInteger, default=0)  # what the price list says
    subtotal_idr: Mapped[int] = mapped_column(BigInteger, default=0)  # what the lines say
    discount_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    tax_base_idr: Mapped[int] = mapped_column(BigInteger, default=0)  # DPP nilai lain
    ppn_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    total_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    paid_idr: Mapped[int] = mapped_column(BigInteger, default=0)
    ppn_percent: Mapped[int] = mapped_column(SmallInteger, default=0)  # 0: no PPN
    ppn_base_numerator: Mapped[int] = mapped_column(SmallInteger, default=11)
    ppn_base_denominator: Mapped[int] = mapped_column(SmallInteger, default=12)
    note: Mapped[str] = mapped_column(Text, default="")
    drafted_by_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    edited_by_ids: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")  # who wrote lines or discount
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None] = mapped_column()
    voided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(500), default="")  # of the last rejection, revision or void
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    visit: Mapped[VisitTicket] = relationship()
    customer: Mapped[Customer] = relationship()
    drafted_by: Mapped[User] = relationship(foreign_keys=drafted_by_id)
    approved_by: Mapped[User | None] = relationship(foreign_keys=approved_by_id)
    lines: Mapped[list["InvoiceLine"]] = relationship(
        back_populates="invoice", order_by="InvoiceLine.position", cascade="all, delete-orphan"
    )
    payments: Mapped[list[Any]] = relationship("Payment", back_populates="invoice", order_by="Payment.id")

    __table_args__ = (
        CheckConstraint("total_idr = subtotal_idr - discount_idr + ppn_idr", name="total"),
        CheckConstraint("discount_idr BETWEEN 0 AND subtotal_idr", name="discount"),
        CheckConstraint("ppn_idr >= 0 AND paid_idr >= 0 AND base_idr >= 0 AND tax_base_idr >= 0", name="not_negative"),
        CheckConstraint("approved_by_id IS NULL OR approved_by_id <> drafted_by_id", name="four_eyes"),
        CheckConstraint("status <> 'PAID' OR paid_idr >= total_idr", name="paid"),
        CheckConstraint("due_date >= issue_date", name="due"),
        Index("uq_invoices_one_per_visit", visit_id, unique=True, postgresql_where=status != "VOID"),
        Index("ix_invoices_visit_id", visit_id),
        Index("ix_invoices_status_id", status, "id"),
        Index("ix_invoices_status_rank", rank_of(status), "id"),
        Index("ix_invoices_customer_id", customer_id, "id"),
        Index("ix_invoices_number_prefix", number, postgresql_ops={"number": "text_pattern_ops"}),
        Index("ix_invoices_issue_date_id", issue_date, "id"),
        Index("ix_invoices_due_date_id", due_date, "id"),
        Index("ix_invoices_total_idr_id", total_idr, "id"),
        day_index("invoices", "approved_at"),
        Index("ix_invoices_due", due_date, postgresql_where=status == "SENT"),
    )

    @property
    def owing_idr(self) -> int:
        return max(self.total_idr - self.paid_idr, 0)

    @property
    def is_taken_back(self) -> bool:
        return self.status in TAKEN_BACK

    def __str__(self) -> str:
        return self.number


class InvoiceLine(Record):
    __tablename__ = "invoice_lines"

    invoice_id: Mapped[int] = mapped_column(ForeignKey("invoices.id", ondelete="CASCADE"), index=True)
    price_item_id: Mapped[int | None] = mapped_column(ForeignKey("price_items.id"))
    position: Mapped[int] = mapped_column(SmallInteger)
    description: Mapped[str] = mapped_column(String(300))
    unit: Mapped[str] = mapped_column(String(20), default="")
    quantity: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    base_price_idr: Mapped[int] = mapped_column(BigInteger)  # price list, at the time of the draft
    price_idr: Mapped[int] = mapped_column(BigInteger)  # proposed
    amount_idr: Mapped[int] = mapped_column(BigInteger)  # round_half_up(quantity × price)

    invoice: Mapped[Invoice] = relationship(back_populates="lines")
    price_item: Mapped[PriceItem | None] = relationship()

    __table_args__ = (
        CheckConstraint("quantity > 0 AND quantity <> 'NaN'", name="quantity"),
        CheckConstraint("base_price_idr >= 0 AND price_idr >= 0 AND amount_idr >= 0", name="not_negative"),
    )
