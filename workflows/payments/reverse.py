"""Taking money out of the books: recorded by mistake, or paid back; above a limit a second person decides."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.company import Company
from app.models.finance.counter_entry import COUNTER_ENTRY_FLOW, CounterEntry, CounterEntryKind, CounterEntryStatus
from app.models.finance.payment import PAYMENT_FLOW, Payment, PaymentStatus
from workflows.outbox_events import emit
from workflows.payments.balance_invoice import balance_invoice
from workflows.payments.events import MoneyTakenOut
from workflows.payments.lock_payment import lock_payment
from workflows.payments.receipt import withdraw_receipt
from workflows.transitions import note as write_note
from workflows.transitions import transition


def reverse_payment(
    session: Session, *, payment_id: int, actor: User, reason: str, tell_customer: str | None, now: datetime
) -> Payment:
    """It was confirmed or recorded by mistake; above the company's limit it waits for a second person.

    What the gateway itself confirmed is no mistake of ours: that money can only be paid back.
    """
    lock_payment(session, payment_id)
    payment = transition(session, PAYMENT_FLOW, payment_id, "reverse", actor=actor, now=now)
    left = payment.amount_idr - _taken(session, payment, CounterEntryStatus.DONE)
    return _ask(session, payment, CounterEntryKind.REVERSAL, left, actor, reason, tell_customer, now)


def refund_payment(
    session: Session,
    *,
    payment_id: int,
    actor: User,
    amount_idr: int,
    reason: str,
    tell_customer: str | None,
    now: datetime,
) -> Payment:
    """Money was paid back by hand, all of it or a part; above the company's limit it waits for a second person."""
    lock_payment(session, payment_id)
    payment = transition(session, PAYMENT_FLOW, payment_id, "refund_by_hand", actor=actor, now=now)
    if not 0 < amount_idr <= payment.amount_idr - _taken(session, payment, CounterEntryStatus.DONE):
        raise Invalid(N_("Jumlahnya melebihi uang yang masih tercatat dari pembayaran ini."), field="amount_idr")
    return _ask(session, payment, CounterEntryKind.REFUND, amount_idr, actor, reason, tell_customer, now)


def approve_counter_entry(session: Session, *, entry_id: int, actor: User, now: datetime) -> CounterEntry:
    """The second person's word; raises NotAvailable when the money has gone back meanwhile."""
    payment = lock_payment(session, session.get_one(CounterEntry, entry_id).payment_id)
    entry = _decide(session, entry_id, "approve", actor, now)
    if payment.status != PaymentStatus.PAID:
        raise NotAvailable(N_("Uang ini sudah tidak tercatat lagi. Tolak saja permintaannya."))
    _carry_out(session, payment, entry, now)
    return entry


def refuse_counter_entry(session: Session, *, entry_id: int, actor: User, note: str, now: datetime) -> CounterEntry:
    return _decide(session, entry_id, "refuse", actor, now, note=note[:500])


def _decide(session: Session, entry_id: int, step: str, actor: User, now: datetime, **columns: str) -> CounterEntry:
    who = {"decided_by_id": actor.id, "decided_at": now}
    return transition(session, COUNTER_ENTRY_FLOW, entry_id, step, actor=actor, now=now, **who, **columns)


def _ask(
    session: Session,
    payment: Payment,
    kind: CounterEntryKind,
    amount_idr: int,
    actor: User,
    reason: str,
    tell_customer: str | None,
    now: datetime,
) -> Payment:
    if _taken(session, payment, CounterEntryStatus.WAITING):
        raise NotAvailable(N_("Permintaan sebelumnya untuk pembayaran ini masih menunggu orang kedua."))
    waits = amount_idr > session.get_one(Company, 1).four_eyes_above_idr
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
    return payment if waits else _carry_out(session, payment, entry, now)


def _carry_out(session: Session, payment: Payment, entry: CounterEntry, now: datetime) -> Payment:
    """The counter-entry counts; a payment of which nothing is left loses its status and its receipt."""
    if (
        entry.kind == CounterEntryKind.REVERSAL
        or _taken(session, payment, CounterEntryStatus.DONE) == payment.amount_idr
    ):
        step = "undo" if entry.kind == CounterEntryKind.REVERSAL else "refund"
        payment = transition(session, PAYMENT_FLOW, payment.id, step, actor=None, now=now)
        withdraw_receipt(session, payment_id=payment.id, now=now)
    balance_invoice(session, invoice_id=payment.invoice_id, now=now)
    if entry.tell_customer:
        told = MoneyTakenOut(
            invoice_id=payment.invoice_id,
            payment_id=payment.id,
            entry_kind=str(entry.kind),
            amount_idr=entry.amount_idr,
            reason=entry.reason,
        )
        emit(session, told, now=now)
    return payment


def _taken(session: Session, payment: Payment, status: CounterEntryStatus) -> int:
    """The sum of a payment's counter-entries in this status."""
    taken = select(func.coalesce(func.sum(CounterEntry.amount_idr), 0)).where(
        CounterEntry.payment_id == payment.id, CounterEntry.status == status
    )
    return int(session.scalar(taken) or 0)
