"""A payment under lock."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment


def lock_payment(session: Session, payment_id: int) -> Payment:
    """The invoice first, then its payment: the same order everywhere. Raises NotFound."""
    invoice_id = session.scalar(select(Payment.invoice_id).where(Payment.id == payment_id))
    if invoice_id is None:
        raise NotFound
    session.get(Invoice, invoice_id, with_for_update=True, populate_existing=True)  # what is owing is asked of it
    locked = select(Payment).where(Payment.id == payment_id).with_for_update()
    return session.scalars(locked.execution_options(populate_existing=True)).one()
