"""CS has seen the money on the account."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.payment import PAYMENT_FLOW, Payment
from workflows.payments.balance_invoice import TOLERANCE_IDR, balance_invoice
from workflows.payments.lock_payment import lock_payment
from workflows.payments.receipt import issue_receipt
from workflows.transitions import require_conditions, transition


class FarOverOwing(Invalid):
    code = "far_over_owing"


def verify_payment(
    session: Session, *, payment_id: int, actor: User, amount_idr: int, now: datetime, again_idr: int | None = None
) -> Payment:
    """A part is fine, the rest stays open. Raises FarOverOwing unless an amount far over it is given twice."""
    payment = lock_payment(session, payment_id)
    require_conditions(session, PAYMENT_FLOW, "verify", payment_id, actor=actor)
    if amount_idr > payment.invoice.owing_idr + TOLERANCE_IDR and again_idr != amount_idr:
        sentence = N_("Jumlah ini jauh di atas sisa tagihan. Bila memang benar, tulis jumlah yang sama sekali lagi.")
        raise FarOverOwing(sentence, field="again_idr")
    payment = transition(
        session,
        PAYMENT_FLOW,
        payment_id,
        "verify",
        actor=actor,
        now=now,
        verified_by_id=actor.id,
        verified_at=now,
        amount_idr=amount_idr,
        paid_at=payment.paid_at or now,
    )
    balance_invoice(session, invoice_id=payment.invoice_id, now=now, because=payment)
    issue_receipt(session, payment=payment, actor=actor, now=now)
    return payment
