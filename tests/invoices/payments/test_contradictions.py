"""A payment that contradicts our records is shown to CS, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.models.company import Company
from app.models.finance.invoice import Invoice
from app.models.finance.payment_review import PaymentReview, ReviewStatus
from tests.factories import NOW
from tests.invoices.conftest import Firm
from tests.invoices.payments.contradictions import CHALLENGE, OTHER_SUM, make_smaller
from tests.invoices.payments.test_payments import EXPIRED, PAID, TOTAL, said, tell, upload
from workflows.payments import (
    record_payment,
    refund_payment,
    reject_payment,
    resolve_review,
    start_attempt,
    verify_payment,
)
from workflows.payments.verify_payment import FarOverOwing


def open_reasons(session: Session) -> list[str]:
    standing = select(PaymentReview.reason).where(PaymentReview.status == ReviewStatus.OPEN)
    return sorted(str(reason) for reason in session.scalars(standing))


def test_money_settled_after_cs_rejected_it_counts_and_comes_before_cs(
    session: Session, firm: Firm, sent: Invoice, emitted: Callable[[], list[str]]
) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    tell(session, payment, CHALLENGE)
    reject_payment(session, payment_id=payment.id, actor=firm.dewi, note="Mencurigakan", now=NOW)
    session.refresh(payment)
    assert payment.check_due_at is not None, "the gateway is asked on"
    assert tell(session, payment, PAID, PAID) == "PAID"
    session.refresh(sent)
    assert sent.status == "PAID"
    assert open_reasons(session) == ["REJECTED"]
    assert emitted().count("payment.doubtful") == 2, "of the challenge, and of this"


def test_nobody_rejects_an_attempt_that_is_open_at_the_gateway(session: Session, firm: Firm, sent: Invoice) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    with pytest.raises(NotAvailable, match="Midtrans"):
        reject_payment(session, payment_id=payment.id, actor=firm.dewi, note="-", now=NOW)


def test_two_attempts_both_paid_come_before_cs(session: Session, firm: Firm, sent: Invoice) -> None:
    first = start_attempt(session, invoice_id=sent.id, now=NOW)
    later = NOW + timedelta(hours=23, minutes=30)
    second = start_attempt(session, invoice_id=sent.id, now=later)
    session.refresh(first)
    assert (second.id != first.id, first.close_requested_at) == (True, later)
    tell(session, second, PAID)
    tell(session, first, PAID)
    session.refresh(sent)
    assert (sent.status, sent.paid_idr) == ("PAID", 2 * TOTAL)
    assert session.scalars(select(PaymentReview.payment_id)).all() == [first.id]
    assert open_reasons(session) == ["OVERPAID"]


def test_a_hand_entry_has_the_open_page_at_the_gateway_closed(session: Session, firm: Firm, sent: Invoice) -> None:
    attempt = start_attempt(session, invoice_id=sent.id, now=NOW)
    record_payment(session, invoice_id=sent.id, actor=firm.dewi, amount_idr=TOTAL, paid_on=NOW.date(), now=NOW)
    session.refresh(attempt)
    assert (attempt.close_requested_at, attempt.check_due_at) == (NOW, NOW)
    tell(session, attempt, PAID)
    assert open_reasons(session) == ["OVERPAID"]


def test_an_old_page_paid_after_a_revision_to_a_smaller_sum_comes_before_cs(
    session: Session, firm: Firm, sent: Invoice
) -> None:
    attempt = start_attempt(session, invoice_id=sent.id, now=NOW)
    make_smaller(session, firm, sent)
    session.refresh(attempt)
    assert attempt.close_requested_at == NOW
    tell(session, attempt, PAID)
    session.refresh(sent)
    assert (sent.status, sent.paid_idr > sent.total_idr) == ("PAID", True)
    assert open_reasons(session) == ["OVERPAID"]


def test_a_small_invoice_paid_twice_is_not_taken_for_rounding_up(session: Session, firm: Firm, sent: Invoice) -> None:
    attempt = start_attempt(session, invoice_id=sent.id, now=NOW)
    record_payment(session, invoice_id=sent.id, actor=firm.dewi, amount_idr=TOTAL - 9_000, paid_on=NOW.date(), now=NOW)
    small = start_attempt(session, invoice_id=sent.id, now=NOW)
    assert small.amount_idr == 9_000
    record_payment(session, invoice_id=sent.id, actor=firm.dewi, amount_idr=9_000, paid_on=NOW.date(), now=NOW)
    tell(session, attempt, EXPIRED)
    tell(session, small, said("PAID", "settlement", 9_000))
    assert open_reasons(session) == ["OVERPAID"]


@pytest.mark.parametrize(("over", "fine"), [(9_999, True), (10_000, True), (10_001, False)])
def test_a_hand_entry_may_be_over_by_the_tolerance_and_no_more(
    session: Session, firm: Firm, sent: Invoice, over: int, fine: bool
) -> None:
    given = {"invoice_id": sent.id, "actor": firm.dewi, "paid_on": NOW.date(), "now": NOW}
    if fine:
        record_payment(session, amount_idr=TOTAL + over, **given)
        assert open_reasons(session) == []
    else:
        with pytest.raises(Invalid, match="melebihi sisa"):
            record_payment(session, amount_idr=TOTAL + over, **given)


@pytest.mark.parametrize(("over", "asked"), [(9_999, False), (10_000, False), (10_001, True)])
def test_a_confirmation_far_over_what_is_owing_asks_again(
    session: Session, firm: Firm, sent: Invoice, over: int, asked: bool
) -> None:
    given = {"payment_id": upload(session, sent).id, "actor": firm.dewi, "now": NOW, "amount_idr": TOTAL + over}
    if asked:
        for again in (None, TOTAL, TOTAL + over + 1):
            with pytest.raises(FarOverOwing):
                verify_payment(session, **given, again_idr=again)
        verify_payment(session, **given, again_idr=TOTAL + over)
    else:
        verify_payment(session, **given)
    assert open_reasons(session) == (["OVERPAID"] if asked else [])


def test_what_a_refund_puts_right_leaves_the_queue(session: Session, firm: Firm, sent: Invoice) -> None:
    session.get_one(Company, 1).four_eyes_above_idr = TOTAL
    attempt = start_attempt(session, invoice_id=sent.id, now=NOW)
    record_payment(session, invoice_id=sent.id, actor=firm.dewi, amount_idr=TOTAL, paid_on=NOW.date(), now=NOW)
    tell(session, attempt, PAID)
    back = {"payment_id": attempt.id, "actor": firm.dewi, "reason": "Dobel", "tell_customer": "no", "now": NOW}
    refund_payment(session, amount_idr=200_000, **back)
    assert open_reasons(session) == ["OVERPAID"], "most of it is still too much"
    refund_payment(session, amount_idr=TOTAL - 200_000, **back)
    session.refresh(attempt)
    session.refresh(sent)
    assert (attempt.status, sent.status, sent.paid_idr) == ("REFUNDED", "PAID", TOTAL)
    assert open_reasons(session) == []


def test_cs_says_what_was_done_about_a_contradiction(session: Session, firm: Firm, sent: Invoice) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    tell(session, payment, OTHER_SUM)
    review = session.scalars(select(PaymentReview)).one()
    resolve_review(session, review_id=review.id, actor=firm.dewi, note="Sudah dicek di Midtrans", now=NOW)
    assert (review.status, review.resolved_by_id, review.note) == ("DONE", firm.dewi.id, "Sudah dicek di Midtrans")
    tell(session, payment, OTHER_SUM)
    assert open_reasons(session) == [], "the same once more is nothing new"
    tell(session, payment, said("PAID", "settlement", TOTAL - 2))
    assert open_reasons(session) == ["AMOUNT"], "another sum is"


GATEWAY = ("pending", "paid", "other_sum", "challenge", "denied", "refund", "partial")
