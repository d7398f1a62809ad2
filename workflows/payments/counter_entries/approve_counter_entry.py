"""A second person agrees to take money out."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.counter_entry import COUNTER_ENTRY_FLOW, CounterEntry
from app.models.finance.payment import PaymentStatus
from workflows.payments.counter_entries.make_counter_entry import take_out
from workflows.payments.lock_payment import lock_payment
from workflows.transitions import transition


def approve_counter_entry(session: Session, *, entry_id: int, actor: User, now: datetime) -> CounterEntry:
    """The second person's word; raises NotAvailable when the money has gone back meanwhile."""
    payment = lock_payment(session, session.get_one(CounterEntry, entry_id).payment_id)
    entry = transition(
        session, COUNTER_ENTRY_FLOW, entry_id, "approve", actor=actor, now=now, decided_by_id=actor.id, decided_at=now
    )
    if payment.status != PaymentStatus.PAID:
        raise NotAvailable(N_("Uang ini sudah tidak tercatat lagi. Tolak saja permintaannya."))
    take_out(session, payment, entry, now)
    return entry
