"""News, answers and hand entries in every order end right or on CS's work queue."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import permutations

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import DomainError
from app.models.company import Company
from app.models.files.document import Document, DocumentKind
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.payment import Payment, PaymentStatus
from app.models.finance.payment_review import PaymentReview
from app.models.messaging.outbox import OutboxMessage
from tests.factories import NOW
from tests.invoices.conftest import Firm
from tests.invoices.payments.contradictions import CHALLENGE, OTHER_SUM, make_smaller
from tests.invoices.payments.test_payments import DENIED, PAID, PENDING, TOTAL, said, tell
from workflows.invoices import void_invoice
from workflows.payments import (
    record_payment,
    refund_payment,
    reject_payment,
    reverse_payment,
    start_attempt,
    verify_payment,
)

REFUND = said("REFUNDED", "refund")


PARTIAL = said("REFUNDED", "partial_refund")


MUCH = 10**12


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
    """Our records agree with themselves and with the gateway's last answer, or CS has it on the queue."""
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
