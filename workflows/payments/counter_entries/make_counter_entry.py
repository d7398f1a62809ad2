"""Reverse or refund a payment, at once or after a second person has approved."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.company import Company
from app.models.finance.counter_entry import CounterEntry, CounterEntryKind, CounterEntryStatus
from app.models.finance.payment import PAYMENT_FLOW, Payment
from workflows.kpi import touch_day
from workflows.outbox_events import emit
from workflows.payments.balance_invoice import balance_invoice
from workflows.payments.events import MoneyTakenOut
from workflows.payments.receipt import withdraw_receipt
from workflows.transitions import note as write_note
from workflows.transitions import transition


def request_counter_entry(
    session: Session,
    payment: Payment,
    kind: CounterEntryKind,
    amount_idr: int,
    actor: User,
    reason: str,
    tell_customer: str | None,
    now: datetime,
) -> Payment:
    """Take it out at once, or have it wait for a second person above the company's limit."""
    if sum_of_entries(session, payment, CounterEntryStatus.WAITING):
        raise NotAvailable(N_("Permintaan sebelumnya untuk pembayaran ini masih menunggu orang kedua."))
    waits = amount_idr + _taken_out_alone(session, payment) > session.get_one(Company, 1).four_eyes_above_idr
    entry = CounterEntry(
        payment_id=payment.id,
        invoice_id=payment.invoice_id,
        kind=kind,
        status=CounterEntryStatus.WAITING if waits else CounterEntryStatus.DONE,
        amount_idr=amount_idr,
        reason=reason[:500],
        tell_customer=tell_customer == "yes",
        requested_by_id=actor.id,
    )
    session.add(entry)
    session.flush()
    write_note(session, "counter_entries", entry.id, "created", actor=actor, now=now, amount_idr=amount_idr, kind=kind)
    return payment if waits else take_out(session, payment, entry, now)


def take_out(session: Session, payment: Payment, entry: CounterEntry, now: datetime) -> Payment:
    """The counter-entry counts; a payment of which nothing is left loses its status and its receipt."""
    nothing_left = sum_of_entries(session, payment, CounterEntryStatus.DONE) == payment.amount_idr
    if entry.kind == CounterEntryKind.REVERSAL or nothing_left:
        step = "undo" if entry.kind == CounterEntryKind.REVERSAL else "refund"
        payment = transition(session, PAYMENT_FLOW, payment.id, step, actor=None, now=now)
        withdraw_receipt(session, payment_id=payment.id, now=now)
    touch_day(session, moment=payment.paid_at or now, now=now)
    balance_invoice(session, invoice_id=payment.invoice_id, now=now)
    if entry.tell_customer:
        event = MoneyTakenOut(
            invoice_id=payment.invoice_id,
            payment_id=payment.id,
            entry_kind=str(entry.kind),
            amount_idr=entry.amount_idr,
            reason=entry.reason,
        )
        emit(session, event, now=now)
    return payment


def _taken_out_alone(session: Session, payment: Payment) -> int:
    """What went out of this invoice so far without a second person: pieces below the limit add up."""
    alone = select(func.coalesce(func.sum(CounterEntry.amount_idr), 0)).where(
        CounterEntry.invoice_id == payment.invoice_id,
        CounterEntry.status == CounterEntryStatus.DONE,
        CounterEntry.decided_by_id.is_(None),
    )
    return int(session.scalar(alone) or 0)


def sum_of_entries(session: Session, payment: Payment, status: CounterEntryStatus) -> int:
    """The sum of a payment's counter-entries in this status."""
    taken = select(func.coalesce(func.sum(CounterEntry.amount_idr), 0)).where(
        CounterEntry.payment_id == payment.id, CounterEntry.status == status
    )
    return int(session.scalar(taken) or 0)
