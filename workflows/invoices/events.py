"""What people are told about invoices."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSubmitted(Event):
    """Sales decides; the buttons carry the revision, so that a stale one is refused."""

    kind: ClassVar[str] = "invoice.submitted"
    invoice_id: int
    revision: int
    submitted_by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRejected(Event):
    """The drafter has to change it."""

    kind: ClassVar[str] = "invoice.rejected"
    invoice_id: int
    reason: str
    decided_by_id: int
    submitted_by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceApproved(Event):
    """The drafter hears that it is on its way."""

    kind: ClassVar[str] = "invoice.approved"
    invoice_id: int
    decided_by_id: int
    submitted_by_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSent(Event):
    """The customer gets the link to the page and the document."""

    kind: ClassVar[str] = "invoice.sent"
    invoice_id: int
    link_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRevised(Event):
    """A customer who already has the invoice is asked to wait for the next one."""

    kind: ClassVar[str] = "invoice.revised"
    invoice_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceVoided(Event):
    """A customer who already has the invoice need not pay it."""

    kind: ClassVar[str] = "invoice.voided"
    invoice_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicesOverdue(Event):
    """CS sees each morning what should have been paid; `day` is an ISO date."""

    kind: ClassVar[str] = "invoice.overdue"
    day: str
