"""Take out money that was paid back by hand."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.counter_entry import CounterEntryKind, CounterEntryStatus
from app.models.finance.payment import PAYMENT_FLOW, Payment
from workflows.payments.counter_entries.make_counter_entry import request_counter_entry, sum_of_entries
from workflows.payments.lock_payment import lock_payment
from workflows.transitions import transition


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
    if not 0 < amount_idr <= payment.amount_idr - sum_of_entries(session, payment, CounterEntryStatus.DONE):
        raise Invalid(N_("Jumlahnya melebihi uang yang masih tercatat dari pembayaran ini."), field="amount_idr")
    return request_counter_entry(
        session, payment, CounterEntryKind.REFUND, amount_idr, actor, reason, tell_customer, now
    )
