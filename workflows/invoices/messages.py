"""What people are told about invoices."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.promises import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSubmitted(Message):
    """Sales decides; the buttons carry the revision, so that a stale one is refused."""

    kind: ClassVar[str] = "invoice.submitted"
    invoice_id: int
    revision: int
    submitted_by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRejected(Message):
    """The drafter has to change it."""

    kind: ClassVar[str] = "invoice.rejected"
    invoice_id: int
    reason: str
    decided_by_id: int
    submitted_by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceApproved(Message):
    """The drafter hears that it is on its way."""

    kind: ClassVar[str] = "invoice.approved"
    invoice_id: int
    decided_by_id: int
    submitted_by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSent(Message):
    """The customer gets the page and the paper."""

    kind: ClassVar[str] = "invoice.sent"
    invoice_id: int
    link_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRevised(Message):
    """A customer who already has the invoice is asked to wait for the next one."""

    kind: ClassVar[str] = "invoice.revised"
    invoice_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceVoided(Message):
    """A customer who already has the invoice need not pay it."""

    kind: ClassVar[str] = "invoice.voided"
    invoice_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicesOverdue(Message):
    """CS sees each morning what should have been paid; `day` is an ISO date."""

    kind: ClassVar[str] = "invoice.overdue"
    day: str
