"""Two of the desk confirm money for one invoice: the second is judged by what is still owing then."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from tests.factories import NOW
from tests.invoices.conftest import make_firm, send
from workflows.payments import record_payment
from workflows.payments.lock_payment import lock_payment

pytestmark = pytest.mark.concurrency


def test_what_is_owing_is_read_again_once_a_payment_is_locked(open_session: Callable[[], Session]) -> None:
    setup, other = open_session(), open_session()
    firm = make_firm(setup)
    invoice = send(setup, firm)
    given = {"invoice_id": invoice.id, "paid_on": NOW.date(), "actor": firm.dewi, "now": NOW}
    record_payment(setup, amount_idr=1000, **given)
    first = setup.scalars(select(Payment.id)).one()
    setup.commit()
    known = other.get_one(Invoice, invoice.id)
    owing = known.owing_idr
    record_payment(setup, amount_idr=5000, **given)
    setup.commit()
    assert lock_payment(other, first).invoice.owing_idr == owing - 5000
