"""Applying what the gateway says of an order: one way, exactly once, whatever the order of its news."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import PAYMENT_FLOW, Payment, PaymentStatus
from workflows.outbox_events import emit
from workflows.payments.balance_invoice import balance_invoice
from workflows.payments.by_hand import lock_payment
from workflows.payments.events import PaymentDoubtful, PaymentReversed
from workflows.payments.receipt import issue_receipt, withdraw_receipt
from workflows.transitions import transition

Verdict = Literal["PENDING", "PAID", "REVIEW", "FAILED", "EXPIRED", "REFUNDED"]
PARTIAL = frozenset({"partial_refund", "partial_chargeback"})


@dataclass(frozen=True, slots=True)
class GatewayState:
    """What the gateway answers now; `amount_idr` None when it is no whole rupiah amount."""

    verdict: Verdict
    status: str
    transaction_id: str
    amount_idr: int | None


def apply_gateway_state(session: Session, *, payment_id: int, state: GatewayState, now: datetime) -> Payment:
    """Move the payment as far as this state takes it; what it already is stays as it is."""
    payment = lock_payment(session, payment_id)
    if state.status in PARTIAL:
        _doubt(session, payment, "partial_refund", state, now)
    elif state.verdict == "PAID":
        payment = _paid(session, payment, state, now)
    elif state.verdict == "REVIEW":
        if payment.status == PaymentStatus.PENDING:
            payment = _step(session, payment, "hold", state, now)
            _doubt(session, payment, "challenge", state, now)
    elif state.verdict in {"FAILED", "EXPIRED"}:
        payment = _failed(session, payment, state, now)
    elif state.verdict == "REFUNDED":
        payment = _refunded(session, payment, state, now)
    return payment


def _paid(session: Session, payment: Payment, state: GatewayState, now: datetime) -> Payment:
    if payment.status not in PAYMENT_FLOW.transitions["settle"].sources:
        return payment
    if state.amount_idr != payment.amount_idr:
        if payment.status == PaymentStatus.PENDING:
            payment = _step(session, payment, "hold", state, now)
        _doubt(session, payment, "amount", state, now)
        return payment
    payment = _step(session, payment, "settle", state, now, paid_at=now)
    invoice = balance_invoice(session, invoice_id=payment.invoice_id, now=now)
    issue_receipt(session, payment=payment, actor=None, now=now)
    if invoice.status == InvoiceStatus.VOID:
        _doubt(session, payment, "void", state, now)
    return payment


def _failed(session: Session, payment: Payment, state: GatewayState, now: datetime) -> Payment:
    if payment.status not in PAYMENT_FLOW.transitions["fail"].sources:
        return payment
    was_paid = payment.status == PaymentStatus.PAID
    payment = _step(session, payment, "fail", state, now)
    if was_paid:
        _unpay(session, payment, state, now)
    return payment


def _refunded(session: Session, payment: Payment, state: GatewayState, now: datetime) -> Payment:
    if payment.status == PaymentStatus.PAID:
        payment = _step(session, payment, "refund", state, now)
        _unpay(session, payment, state, now)
        return payment
    return _failed(session, payment, state, now)


def _unpay(session: Session, payment: Payment, state: GatewayState, now: datetime) -> Invoice:
    """A bank took settled money back: the invoice is open again and CS must know at once."""
    withdraw_receipt(session, payment_id=payment.id, now=now)
    told = PaymentReversed(invoice_id=payment.invoice_id, payment_id=payment.id, status=state.status)
    emit(session, told, now=now)
    return balance_invoice(session, invoice_id=payment.invoice_id, now=now)


def _step(session: Session, payment: Payment, name: str, state: GatewayState, now: datetime, **columns: Any) -> Payment:
    return transition(
        session,
        PAYMENT_FLOW,
        payment.id,
        name,
        actor=None,
        now=now,
        transaction_id=state.transaction_id[:64],
        note=state.status[:300],
        **columns,
    )


def _doubt(session: Session, payment: Payment, why: str, state: GatewayState, now: datetime) -> None:
    told = PaymentDoubtful(invoice_id=payment.invoice_id, payment_id=payment.id, why=why, amount_idr=state.amount_idr)
    emit(session, told, now=now, once=f"payment.doubtful:{payment.id}:{why}")
