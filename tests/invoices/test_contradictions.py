"""Money that contradicts the books: whatever happens in whatever order, the state is right or CS is asked, once."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAvailable
from app.models.company import Company
from app.models.document import Document, DocumentKind
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import Payment, PaymentStatus
from app.models.finance.payment_review import PaymentReview, ReviewStatus
from app.models.messaging.outbox import OutboxMessage
from tests.factories import NOW
from tests.invoices.conftest import Firm, render
from tests.invoices.test_payments import DENIED, EXPIRED, PAID, PENDING, TOTAL, said, tell, upload
from workflows.invoices import approve_invoice, edit_invoice, revise_invoice, submit_invoice, void_invoice
from workflows.invoices.edit_invoice import LineEdit
from workflows.payments import (
    record_payment,
    refund_payment,
    reject_payment,
    resolve_review,
    reverse_payment,
    start_attempt,
    verify_payment,
)
from workflows.payments.verify_payment import FarOverOwing

CHALLENGE = said("REVIEW", "capture")
OTHER_SUM = said("PAID", "settlement", TOTAL - 1)
REFUND = said("REFUNDED", "refund")
PARTIAL = said("REFUNDED", "partial_refund")
SMALLER = 350_000
MUCH = 10**12


def open_reasons(session: Session) -> list[str]:
    standing = select(PaymentReview.reason).where(PaymentReview.status == ReviewStatus.OPEN)
    return sorted(str(reason) for reason in session.scalars(standing))


def make_smaller(session: Session, firm: Firm, invoice: Invoice) -> None:
    """A revision of one person-day, approved and sent."""
    revise_invoice(session, invoice_id=invoice.id, actor=firm.dewi, reason="-", now=NOW)
    session.refresh(invoice)
    line = LineEdit(None, None, "Satu hari", "orang-hari", Decimal(1), SMALLER)
    edit_invoice(
        session, invoice_id=invoice.id, version=invoice.version, lines=[line], discount_idr=0, note="",
        due_date=invoice.due_date, actor=firm.dewi, now=NOW,
    )  # fmt: skip
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    render(session, invoice)
    session.refresh(invoice)


def test_money_settled_after_cs_rejected_it_counts_and_comes_before_cs(
    session: Session, firm: Firm, sent: Invoice, promised: Callable[[], list[str]]
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
    assert promised().count("payment.doubtful") == 2, "of the challenge, and of this"


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


# --- every order of everything ---


@dataclass
class Case:
    """One invoice with an attempt at the gateway, and what really happened to its money."""

    session: Session
    firm: Firm
    invoice: Invoice
    attempt: Payment
    last_word: str = ""
    done: list[str] = field(default_factory=list)

    def tell(self, state: object, word: str) -> None:
        tell(self.session, self.attempt, state)  # type: ignore[arg-type]
        self.last_word = word or self.last_word

    def by_cs(self, verb: Callable[..., object], **given: object) -> None:
        verb(self.session, actor=self.firm.dewi, now=NOW, **given)

    def hand_entry(self) -> None:
        owing = max(self.invoice.owing_idr, 1)
        self.by_cs(record_payment, invoice_id=self.invoice.id, amount_idr=owing, paid_on=NOW.date())

    def take_back(self, verb: Callable[..., object], **more: object) -> None:
        self.by_cs(verb, payment_id=self.attempt.id, reason="-", tell_customer="no", **more)
        self.last_word = "taken out by CS"


EVENTS: dict[str, Callable[[Case], None]] = {
    "pending": lambda case: case.tell(PENDING, ""),
    "paid": lambda case: case.tell(PAID, "paid"),
    "other_sum": lambda case: case.tell(OTHER_SUM, "other"),
    "challenge": lambda case: case.tell(CHALLENGE, "challenge"),
    "denied": lambda case: case.tell(DENIED, "gone"),
    "refund": lambda case: case.tell(REFUND, "gone"),
    "partial": lambda case: case.tell(PARTIAL, "partial"),
    "reject": lambda case: case.by_cs(reject_payment, payment_id=case.attempt.id, note="-"),
    "verify": lambda case: case.by_cs(verify_payment, payment_id=case.attempt.id, amount_idr=TOTAL, again_idr=TOTAL),
    "hand_entry": lambda case: case.hand_entry(),
    "reverse": lambda case: case.take_back(reverse_payment),
    "refund_by_hand": lambda case: case.take_back(refund_payment, amount_idr=TOTAL),
    "smaller": lambda case: make_smaller(case.session, case.firm, case.invoice),
    "void": lambda case: case.by_cs(void_invoice, invoice_id=case.invoice.id, reason="-"),
}
GATEWAY = ("pending", "paid", "other_sum", "challenge", "denied", "refund", "partial")
LONG = 20


def sequences() -> Iterator[tuple[str, ...]]:
    """Every order of two things, every order of three at the gateway or between it and CS, and some long ones."""
    yield from permutations(EVENTS, 2)
    core = ("paid", "denied", "challenge", "reject", "verify", "hand_entry")
    yield from permutations(core, 3)
    chosen = random.Random(20261129)
    for _ in range(LONG):
        yield tuple(chosen.choices(list(EVENTS), k=7))


def play(case: Case, names: tuple[str, ...]) -> None:
    """What a rule refuses has not happened."""
    for name in names:
        nested = case.session.begin_nested()
        try:
            EVENTS[name](case)
        except DomainError:
            nested.rollback()
        else:
            case.done.append(name)
        case.session.expire_all()


def check(case: Case) -> None:
    """The books agree with themselves and with the gateway's last word, or CS has it on the queue."""
    session, invoice, attempt = case.session, case.invoice, case.attempt
    said_to_cs = Counter(str(r.reason) for r in session.scalars(select(PaymentReview)) if r.payment_id == attempt.id)
    asked = {str(r.reason) for r in session.scalars(select(PaymentReview))}
    paid = session.scalar(select(func.sum(Payment.amount_idr)).where(Payment.status == PaymentStatus.PAID)) or 0
    assert invoice.paid_idr == paid
    if invoice.status in {InvoiceStatus.SENT, InvoiceStatus.PAID}:
        assert (invoice.status == InvoiceStatus.PAID) is (paid >= invoice.total_idr)
    if invoice.status == InvoiceStatus.PAID and paid > invoice.total_idr + 10_000:
        assert "OVERPAID" in asked
    if invoice.status == InvoiceStatus.VOID and paid:
        assert "VOID" in asked
    ours = attempt.status == PaymentStatus.PAID
    if case.last_word == "paid":
        assert ours or said_to_cs.keys() & {"SETTLED_AGAIN", "AMOUNT"}
    if case.last_word == "gone":
        assert not ours or "verify" in case.done
    if case.last_word == "other":
        assert said_to_cs["AMOUNT"] or ours or attempt.status in {"REFUNDED", "REVERSED"}
    if case.last_word == "partial":
        assert said_to_cs["PARTIAL_REFUND"]
    told = session.scalars(select(OutboxMessage.dedup_key).where(OutboxMessage.kind == "payment.doubtful")).all()
    assert len(told) == len(set(told))
    standing = select(func.count()).where(Document.kind == DocumentKind.RECEIPT, Document.withdrawn_at.is_(None))
    counted = select(func.count()).select_from(Payment).where(Payment.status == PaymentStatus.PAID)
    assert session.scalar(standing) == session.scalar(counted), "a receipt for each payment that counts"


@pytest.mark.slow
def test_every_order_ends_right_or_on_the_queue(session: Session, firm: Firm, sent: Invoice) -> None:
    session.get_one(Company, 1).four_eyes_above_idr = MUCH
    attempt = start_attempt(session, invoice_id=sent.id, now=NOW)
    session.flush()
    wrong: list[str] = []
    for names in sequences():
        nested = session.begin_nested()
        case = Case(session, firm, sent, attempt)
        play(case, names)
        try:
            check(case)
        except AssertionError as problem:
            wrong.append(f"{names} -> done {case.done}: {str(problem).splitlines()[0]}")
        nested.rollback()
        session.expire_all()
    assert wrong == []
