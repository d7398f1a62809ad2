"""What people are told about money."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofUploaded(Event):
    """CS looks whether the money is there."""

    kind: ClassVar[str] = "proof.uploaded"
    invoice_id: int
    payment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofRejected(Event):
    """The customer hears why."""

    kind: ClassVar[str] = "proof.rejected"
    invoice_id: int
    payment_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReceived(Event):
    """The customer gets the receipt."""

    kind: ClassVar[str] = "payment.received"
    invoice_id: int
    payment_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReversed(Event):
    """CS hears that money counted as paid went back; `status` in the gateway's word."""

    kind: ClassVar[str] = "payment.reversed"
    invoice_id: int
    payment_id: int
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyTakenOut(Event):
    """The customer hears that a payment was recorded by mistake (REVERSAL) or paid back (REFUND)."""

    kind: ClassVar[str] = "payment.taken_out"
    invoice_id: int
    payment_id: int
    entry_kind: str
    amount_idr: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDoubtful(Event):
    """CS must look at it; `why` is a ReviewReason."""

    kind: ClassVar[str] = "payment.doubtful"
    invoice_id: int
    payment_id: int
    why: str
    amount_idr: int | None = None
