"""Money seen on the account without a proof."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.core.clock import local_day
from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.finance.invoice import Invoice
from app.models.finance.invoice_flow import INVOICE_FLOW
from app.models.finance.payment import Payment, PaymentMethod, PaymentStatus
from app.policies.company_time import company_zone
from workflows.kpi import touch_day
from workflows.payments.balance_invoice import TOLERANCE_IDR, balance_invoice
from workflows.payments.receipt import issue_receipt
from workflows.transitions import note as write_note
from workflows.transitions import transition

OLDEST = timedelta(days=366)  # a deposit may come long before the visit, a typing error longer


def record_payment(
    session: Session, *, invoice_id: int, actor: User, amount_idr: int, paid_on: date, now: datetime, note: str = ""
) -> Invoice:
    """Money seen on the account without a proof from the customer."""
    zone = company_zone(session)
    if paid_on > local_day(now, zone):
        raise Invalid(N_("Tanggal bayar tidak boleh di masa depan."), field="paid_on")
    invoice = transition(session, INVOICE_FLOW, invoice_id, "record_payment", actor=actor, now=now)
    if paid_on < invoice.visit.created_at.date() - OLDEST:
        raise Invalid(N_("Tanggal bayar terlalu lama sebelum kunjungan ini."), field="paid_on")
    if amount_idr > invoice.owing_idr + TOLERANCE_IDR:
        raise Invalid(N_("Jumlahnya melebihi sisa tagihan. Periksa lagi angkanya."), field="amount_idr")
    payment = Payment(
        invoice_id=invoice_id,
        method=PaymentMethod.TRANSFER,
        status=PaymentStatus.PAID,
        amount_idr=amount_idr,
        paid_at=datetime.combine(paid_on, time(12), tzinfo=ZoneInfo(zone)),
        verified_by_id=actor.id,
        verified_at=now,
        note=note[:300],
        check_tries=0,
    )
    session.add(payment)
    session.flush()
    write_note(session, "payments", payment.id, "created", actor=actor, now=now, amount_idr=amount_idr)
    touch_day(session, moment=payment.paid_at or now, now=now)
    invoice = balance_invoice(session, invoice_id=invoice_id, now=now, because=payment)
    issue_receipt(session, payment=payment, actor=actor, now=now)
    return invoice
