"""Take out a payment that was confirmed or recorded by mistake."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.finance.counter_entry import CounterEntryKind, CounterEntryStatus
from app.models.finance.payment import PAYMENT_FLOW, Payment
from workflows.payments.counter_entries.make_counter_entry import request_counter_entry, sum_of_entries
from workflows.payments.lock_payment import lock_payment
from workflows.transitions import transition


def reverse_payment(
    session: Session, *, payment_id: int, actor: User, reason: str, tell_customer: str | None, now: datetime
) -> Payment:
    """It was confirmed or recorded by mistake; above the company's limit it waits for a second person.

    What the gateway itself confirmed is no mistake of ours: that money can only be paid back.
    """
    lock_payment(session, payment_id)
    payment = transition(session, PAYMENT_FLOW, payment_id, "reverse", actor=actor, now=now)
    left = payment.amount_idr - sum_of_entries(session, payment, CounterEntryStatus.DONE)
    return request_counter_entry(session, payment, CounterEntryKind.REVERSAL, left, actor, reason, tell_customer, now)
