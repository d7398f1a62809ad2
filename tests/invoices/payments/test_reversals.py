"""The way back: payments recorded by mistake, money paid back, and the second person above a limit."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotAvailable
from app.models.company import Company
from app.models.files.document import Document, DocumentKind
from app.models.finance.counter_entry import CounterEntry, OwnRequest
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import Payment
from app.policies.company_time import company_today
from tests import factories
from tests.factories import NOW
from tests.invoices.conftest import Firm
from tests.invoices.payments.test_payments import DENIED, PAID, TOTAL, tell, upload
from tests.invoices.screens.test_customer_page import link_of
from tests.support.people import sign_in, submit
from workflows.kpi import read_period, refresh_days
from workflows.payments import (
    approve_counter_entry,
    refund_payment,
    refuse_counter_entry,
    reverse_payment,
    start_attempt,
    verify_payment,
)
from workflows.payments.balance_invoice import balance_invoice


@pytest.fixture
def paid(session: Session, firm: Firm, sent: Invoice) -> Payment:
    payment = upload(session, sent)
    verify_payment(session, payment_id=payment.id, actor=firm.dewi, amount_idr=TOTAL, now=NOW)
    session.refresh(payment)
    return payment


def limit(session: Session, amount_idr: int) -> None:
    session.get_one(Company, 1).four_eyes_above_idr = amount_idr
    session.flush()


def reverse(session: Session, payment: Payment, actor: Any, tell_customer: str = "no") -> None:
    reverse_payment(
        session, payment_id=payment.id, actor=actor, reason="Salah invoice", tell_customer=tell_customer, now=NOW
    )


def refund(session: Session, payment: Payment, actor: Any, amount_idr: int) -> None:
    refund_payment(
        session, payment_id=payment.id, actor=actor, amount_idr=amount_idr, reason="-", tell_customer="no", now=NOW
    )


def entry_of(session: Session) -> CounterEntry:
    return session.scalars(select(CounterEntry)).one()


def test_an_invoice_paid_to_the_rupiah_stays_paid_when_it_is_balanced_again(
    session: Session, sent: Invoice, paid: Payment
) -> None:
    assert paid.amount_idr == sent.total_idr
    again = balance_invoice(session, invoice_id=sent.id, now=NOW + timedelta(hours=1))
    assert (again.status, again.paid_at) == (InvoiceStatus.PAID, NOW)


@pytest.mark.parametrize(("tell_customer", "told"), [("no", 0), ("yes", 1)])
def test_a_payment_by_mistake_is_reversed_with_its_receipt(
    session: Session,
    firm: Firm,
    sent: Invoice,
    paid: Payment,
    emitted: Callable[[], list[str]],
    tell_customer: str,
    told: int,
) -> None:
    limit(session, TOTAL)
    reverse(session, paid, firm.dewi, tell_customer)
    session.expire_all()
    entry = entry_of(session)
    assert (paid.status, sent.status, sent.paid_idr) == ("REVERSED", "SENT", 0)
    assert (entry.kind, entry.status, entry.amount_idr, entry.reason) == ("REVERSAL", "DONE", TOTAL, "Salah invoice")
    receipts = select(Document.withdrawn_at).where(Document.kind == DocumentKind.RECEIPT)
    assert session.scalars(receipts).all() == [NOW]
    assert emitted().count("payment.taken_out") == told


def test_the_page_of_the_decision_names_the_payment(client: FlaskClient, firm: Firm, paid: Payment) -> None:
    sign_in(client, firm.dewi)
    for step in ("reverse", "refund_by_hand"):
        page = client.get(f"/admin/payments/{paid.id}/{step}").text
        assert " object at 0x" not in page
        assert str(paid.invoice.number) in page


@pytest.mark.parametrize(("above", "waits"), [(TOTAL + 1, False), (TOTAL, False), (TOTAL - 1, True)])
def test_above_the_companys_limit_a_second_person_decides(
    session: Session, firm: Firm, sent: Invoice, paid: Payment, above: int, waits: bool
) -> None:
    limit(session, above)
    reverse(session, paid, firm.dewi)
    session.expire_all()
    assert (entry_of(session).status, paid.status) == (("WAITING", "PAID") if waits else ("DONE", "REVERSED"))


def test_nobody_is_their_own_second_person(session: Session, firm: Firm, sent: Invoice, paid: Payment) -> None:
    limit(session, 0)
    reverse(session, paid, firm.dewi)
    entry = entry_of(session)
    for decide in (
        lambda: approve_counter_entry(session, entry_id=entry.id, actor=firm.dewi, now=NOW),
        lambda: refuse_counter_entry(session, entry_id=entry.id, actor=firm.dewi, note="-", now=NOW),
    ):
        with pytest.raises(OwnRequest):
            decide()
    with pytest.raises(NotAllowed):
        approve_counter_entry(session, entry_id=entry.id, actor=firm.rina, now=NOW)
    approve_counter_entry(session, entry_id=entry.id, actor=firm.ani, now=NOW)
    session.expire_all()
    assert (paid.status, sent.status) == ("REVERSED", "SENT")


def test_a_refused_request_changes_nothing_and_may_be_made_again(
    session: Session, firm: Firm, sent: Invoice, paid: Payment
) -> None:
    limit(session, 0)
    reverse(session, paid, firm.dewi)
    with pytest.raises(NotAvailable, match="masih menunggu"):
        reverse(session, paid, firm.dewi)
    refuse_counter_entry(session, entry_id=entry_of(session).id, actor=firm.ani, note="Uangnya benar", now=NOW)
    session.expire_all()
    assert (paid.status, sent.status) == ("PAID", "PAID")
    reverse(session, paid, firm.dewi)


def test_a_part_is_paid_back_and_the_rest_still_counts(
    session: Session, firm: Firm, sent: Invoice, paid: Payment
) -> None:
    limit(session, TOTAL)
    refund(session, paid, firm.dewi, 200_000)
    session.expire_all()
    assert (paid.status, sent.status, sent.paid_idr) == ("PAID", "SENT", TOTAL - 200_000)
    with pytest.raises(Invalid):
        refund(session, paid, firm.dewi, TOTAL - 200_000 + 1)
    refund(session, paid, firm.dewi, TOTAL - 200_000)
    session.expire_all()
    assert (paid.status, sent.paid_idr) == ("REFUNDED", 0)


def test_a_part_that_waits_is_not_counted_as_gone(session: Session, firm: Firm, sent: Invoice, paid: Payment) -> None:
    limit(session, 500_000)
    refund(session, paid, firm.dewi, TOTAL - 100_000)
    with pytest.raises(NotAvailable, match="masih menunggu"):
        refund(session, paid, firm.dewi, 100_000)
    session.expire_all()
    assert (paid.status, sent.paid_idr) == ("PAID", TOTAL)


def test_what_the_gateway_confirmed_is_no_mistake_but_may_be_paid_back(
    session: Session, firm: Firm, sent: Invoice
) -> None:
    limit(session, TOTAL)
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    tell(session, payment, PAID)
    with pytest.raises(NotAvailable, match="Midtrans"):
        reverse(session, payment, firm.dewi)
    refund(session, payment, firm.dewi, TOTAL)
    session.expire_all()
    assert (payment.status, sent.status) == ("REFUNDED", "SENT")


def test_money_that_went_back_meanwhile_is_not_taken_out_twice(session: Session, firm: Firm, sent: Invoice) -> None:
    limit(session, 0)
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    tell(session, payment, PAID)
    refund(session, payment, firm.dewi, TOTAL)
    tell(session, payment, DENIED)
    with pytest.raises(NotAvailable, match="tidak tercatat"):
        approve_counter_entry(session, entry_id=entry_of(session).id, actor=firm.ani, now=NOW)


def test_only_the_desk_reverses(session: Session, firm: Firm, paid: Payment) -> None:
    for actor in (firm.rina, factories.make_technician(session)):
        with pytest.raises(NotAllowed):
            reverse(session, paid, actor)


def test_from_the_payments_page_to_the_second_persons_yes(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice, paid: Payment
) -> None:
    limit(session, 0)
    session.commit()
    sign_in(client, firm.dewi)
    asked = {"reason": "Salah invoice", "tell_customer": "yes"}
    assert submit(client, f"/admin/payments/{paid.id}/reverse", **asked).status_code == 302
    entry = entry_of(session)
    assert client.get(f"/admin/counter-entries/{entry.id}/approve").status_code == 403, "their own request"
    sign_in(client, firm.ani)
    assert "Pengembalian menunggu orang kedua" in client.get("/admin/").text
    page = client.get(f"/admin/counter-entries/details/?id={entry.id}").text
    assert "Salah invoice" in page
    answer = submit(
        client, f"/admin/counter-entries/details/?id={entry.id}", to=f"/admin/counter-entries/{entry.id}/approve"
    )
    assert answer.status_code == 302, answer.text
    session.expire_all()
    assert (paid.status, sent.status) == ("REVERSED", "SENT")


def test_the_income_of_the_day_follows_what_went_back(
    session: Session, firm: Firm, sent: Invoice, paid: Payment
) -> None:
    def income(days: int) -> int:
        refresh_days(session, now=NOW + timedelta(days=days))
        day = company_today(session, NOW)
        return read_period(session, first=day, last=day).total.sums["income_idr"]

    limit(session, TOTAL)
    assert income(0) == TOTAL
    refund(session, paid, firm.dewi, 200_000)
    assert income(5) == TOTAL - 200_000
    reverse(session, paid, firm.dewi)
    assert income(9) == 0


def test_the_customer_reads_in_words_what_became_of_it(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice, paid: Payment
) -> None:
    limit(session, TOTAL)
    reverse(session, paid, firm.dewi, "no")
    session.commit()
    page = client.get(link_of(session, sent)).text
    assert "Dibatalkan" in page
    assert "REVERSED" not in page
