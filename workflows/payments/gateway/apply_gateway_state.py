"""Applying what the gateway says of an order: one way, exactly once, in whatever order its answers come."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.models.finance.payment import PAYMENT_FLOW, Payment, PaymentStatus
from app.models.finance.payment_review import ReviewReason
from workflows.kpi import touch_day
from workflows.outbox_events import emit
from workflows.payments.balance_invoice import balance_invoice
from workflows.payments.events import PaymentReversed
from workflows.payments.lock_payment import lock_payment
from workflows.payments.receipt import issue_receipt, withdraw_receipt
from workflows.payments.reviews.clear_reviews import clear_reviews
from workflows.payments.reviews.open_review import open_review
from workflows.payments.reviews.review_reasons import WHILE_OPEN
from workflows.transitions import transition

Verdict = Literal["PENDING", "PAID", "REVIEW", "FAILED", "EXPIRED", "REFUNDED"]
PARTIAL = frozenset({"partial_refund", "partial_chargeback"})
WENT_BACK = frozenset({PaymentStatus.REFUNDED, PaymentStatus.REVERSED})


@dataclass(frozen=True, slots=True)
class GatewayState:
    """What the gateway answers now; `amount_idr` of our bill, None when it is no whole rupiah amount."""

    verdict: Verdict
    status: str
    transaction_id: str
    amount_idr: int | None
    refunded: str = ""  # how much of it went back, as the gateway writes it


def apply_gateway_state(session: Session, *, payment_id: int, state: GatewayState, now: datetime) -> Payment:
    """Move the payment as far as this state takes it; what it already is stays as it is."""
    payment = lock_payment(session, payment_id)
    if state.transaction_id and not payment.transaction_id:
        payment.transaction_id = state.transaction_id[:64]
    if state.status in PARTIAL:
        return _partly_refunded(session, payment, state, now)
    return _STEPS[state.verdict](session, payment, state, now)


def _waiting(_session: Session, payment: Payment, _state: GatewayState, _now: datetime) -> Payment:
    return payment


def _partly_refunded(session: Session, payment: Payment, state: GatewayState, now: datetime) -> Payment:
    """What went back in part was paid before, whether or not its settlement reached us."""
    if payment.status not in WENT_BACK:
        payment = _paid(session, payment, state, now)
    fact = f"{state.status} {state.refunded}"[:60]
    open_review(session, payment, ReviewReason.PARTIAL_REFUND, now=now, fact=fact)
    return payment


def _paid(session: Session, payment: Payment, state: GatewayState, now: datetime) -> Payment:
    if payment.status in WENT_BACK:
        open_review(session, payment, ReviewReason.SETTLED_AGAIN, now=now, amount_idr=state.amount_idr)
    if payment.status not in PAYMENT_FLOW.transitions["settle"].sources:
        return payment
    if state.amount_idr != payment.amount_idr:
        if payment.status == PaymentStatus.PENDING:
            payment = _step(session, payment, "hold", state, now)
        open_review(
            session, payment, ReviewReason.AMOUNT, now=now, amount_idr=state.amount_idr, fact=f"{state.amount_idr}"
        )
        return payment
    was_rejected = payment.status == PaymentStatus.REJECTED
    payment = _step(session, payment, "settle", state, now, paid_at=now)
    clear_reviews(session, now=now, reasons=WHILE_OPEN | {ReviewReason.TAKEN_BACK}, payment_id=payment.id)
    balance_invoice(session, invoice_id=payment.invoice_id, now=now, because=payment)
    issue_receipt(session, payment=payment, actor=None, now=now)
    if was_rejected:
        open_review(session, payment, ReviewReason.REJECTED, now=now, amount_idr=payment.amount_idr)
    return payment


def _held(session: Session, payment: Payment, state: GatewayState, now: datetime) -> Payment:
    """The gateway's fraud check, or a status we do not know: a person decides in its dashboard."""
    if payment.status == PaymentStatus.PENDING:
        payment = _step(session, payment, "hold", state, now)
    open_review(session, payment, ReviewReason.CHALLENGE, now=now, fact=state.status[:60])
    return payment


def _failed(session: Session, payment: Payment, state: GatewayState, now: datetime) -> Payment:
    clear_reviews(session, now=now, reasons=WHILE_OPEN | {ReviewReason.AMOUNT}, payment_id=payment.id)
    if payment.status not in PAYMENT_FLOW.transitions["fail"].sources:
        return payment
    was_paid = payment.status == PaymentStatus.PAID
    payment = _step(session, payment, "fail", state, now)
    if was_paid:
        _take_back(session, payment, state, now)
    return payment


def _refunded(session: Session, payment: Payment, state: GatewayState, now: datetime) -> Payment:
    if payment.status != PaymentStatus.PAID:
        return _failed(session, payment, state, now)
    payment = _step(session, payment, "refund", state, now)
    _take_back(session, payment, state, now)
    return payment


_STEPS: dict[Verdict, Callable[[Session, Payment, GatewayState, datetime], Payment]] = {
    "PENDING": _waiting,
    "PAID": _paid,
    "REVIEW": _held,
    "FAILED": _failed,
    "EXPIRED": _failed,
    "REFUNDED": _refunded,
}


def _take_back(session: Session, payment: Payment, state: GatewayState, now: datetime) -> None:
    """A bank took settled money back: the invoice is open again and CS must know at once."""
    withdraw_receipt(session, payment_id=payment.id, now=now)
    touch_day(session, moment=payment.paid_at or now, now=now)
    event = PaymentReversed(invoice_id=payment.invoice_id, payment_id=payment.id, status=state.status)
    emit(session, event, now=now)
    reason = ReviewReason.TAKEN_BACK
    fact = f"{state.status[:30]} {payment.paid_at or now:%Y%m%d%H%M%S%f}"  # each settlement may be taken back
    open_review(session, payment, reason, now=now, amount_idr=payment.amount_idr, fact=fact, tell=False)
    balance_invoice(session, invoice_id=payment.invoice_id, now=now)


def _step(session: Session, payment: Payment, name: str, state: GatewayState, now: datetime, **columns: Any) -> Payment:
    return transition(
        session,
        PAYMENT_FLOW,
        payment.id,
        name,
        actor=None,
        now=now,
        transaction_id=state.transaction_id[:64] or payment.transaction_id,
        note=state.status[:300],
        **columns,
    )
