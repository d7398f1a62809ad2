"""Proofs, partial payments, receipts, and what a gateway may say in which order."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAvailable
from app.core.files import StorageObject
from app.core.identifiers import new_token, sha256
from app.models.files.document import Document, DocumentKind, StoredFile
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from tests import factories
from tests.factories import NOW
from tests.invoices.conftest import Firm, make_done_visit, render, send
from workflows.documents import store_file
from workflows.invoices import approve_invoice, revise_invoice, submit_invoice
from workflows.payments import (
    GatewayState,
    TooManyProofs,
    add_proof,
    apply_gateway_state,
    record_payment,
    reject_payment,
    send_receipt,
    start_attempt,
    verify_payment,
)

TOTAL = 1_165_500
DAY = timedelta(days=1)


def picture(session: Session, pixels: str) -> StoredFile:
    return store_file(session, StorageObject(new_token(), sha256(pixels), 9, "image/jpeg", "bukti.jpg"), actor=None)


def upload(session: Session, invoice: Invoice, pixels: str = "a", **given: object) -> Payment:
    file = picture(session, pixels)
    facts = {"source_sha256": sha256(f"bytes of {pixels}"), "now": NOW, **given}
    return add_proof(session, invoice_id=invoice.id, file=file, **facts)  # type: ignore[arg-type]


def said(verdict: str, status: str, amount: int | None = TOTAL) -> GatewayState:
    return GatewayState(verdict, status, "trx-1", amount)  # type: ignore[arg-type]


def tell(session: Session, payment: Payment, *states: GatewayState) -> str:
    for state in states:
        payment = apply_gateway_state(session, payment_id=payment.id, state=state, now=NOW)
    return str(payment.status)


PENDING = said("PENDING", "pending")
PAID = said("PAID", "settlement")
DENIED = said("FAILED", "deny")
EXPIRED = said("EXPIRED", "expire")


def test_a_verified_proof_pays_the_invoice(session: Session, firm: Firm, sent: Invoice) -> None:
    payment = upload(session, sent)
    verify_payment(session, payment_id=payment.id, actor=firm.dewi, amount_idr=TOTAL, now=NOW)
    assert (sent.status, sent.paid_idr, sent.paid_at) == ("PAID", TOTAL, NOW)
    assert payment.receipt_number == "KWT/2026/XI/0001"


def test_a_part_leaves_the_rest_open(session: Session, firm: Firm, sent: Invoice) -> None:
    payment = upload(session, sent)
    verify_payment(session, payment_id=payment.id, actor=firm.dewi, amount_idr=500_000, now=NOW)
    assert (sent.status, sent.owing_idr) == ("SENT", 665_500)
    record_payment(session, invoice_id=sent.id, actor=firm.dewi, amount_idr=665_500, paid_on=NOW.date(), now=NOW)
    assert sent.status == "PAID"
    numbers = select(Payment.receipt_number).order_by(Payment.id)
    assert session.scalars(numbers).all() == ["KWT/2026/XI/0001", "KWT/2026/XI/0002"]


def test_the_receipt_goes_out_when_it_is_drawn(
    session: Session, firm: Firm, sent: Invoice, emitted: Callable[[], list[str]]
) -> None:
    payment = upload(session, sent)
    verify_payment(session, payment_id=payment.id, actor=firm.dewi, amount_idr=TOTAL, now=NOW)
    assert "payment.received" not in emitted()
    assert send_receipt(session, payment_id=payment.id, revision=1, now=NOW)
    send_receipt(session, payment_id=payment.id, revision=1, now=NOW)
    assert emitted().count("payment.received") == 1


def test_the_same_picture_on_another_invoice_is_flagged(session: Session, firm: Firm, sent: Invoice) -> None:
    first = upload(session, sent)
    other = send(session, Firm(firm.dewi, firm.rina, firm.ani, make_done_visit(session), firm.labour))
    again = upload(session, other)
    assert again.same_proof_as_id == first.id


def test_the_same_bytes_are_known_even_if_kept_differently(session: Session, firm: Firm, sent: Invoice) -> None:
    first = upload(session, sent)
    other = send(session, Firm(firm.dewi, firm.rina, firm.ani, make_done_visit(session), firm.labour))
    again = upload(session, other, "drawn anew", source_sha256=sha256("bytes of a"))
    assert again.same_proof_as_id == first.id


def test_the_same_proof_sent_twice_is_one_proof(session: Session, firm: Firm, sent: Invoice) -> None:
    assert upload(session, sent).id == upload(session, sent).id


def test_a_rejected_picture_shown_again_is_flagged(session: Session, firm: Firm, sent: Invoice) -> None:
    first = upload(session, sent)
    reject_payment(session, payment_id=first.id, actor=firm.dewi, note="Uang belum masuk", now=NOW)
    assert upload(session, sent).same_proof_as_id == first.id


def test_proofs_without_end_are_refused(session: Session, firm: Firm, sent: Invoice) -> None:
    for number in range(5):
        upload(session, sent, str(number))
    with pytest.raises(TooManyProofs):
        upload(session, sent, "one more")


def test_nobody_pays_an_invoice_under_revision(session: Session, firm: Firm, sent: Invoice) -> None:
    revise_invoice(session, invoice_id=sent.id, actor=firm.dewi, reason="-", now=NOW)
    with pytest.raises(NotAvailable):
        upload(session, sent)
    with pytest.raises(NotAvailable):
        start_attempt(session, invoice_id=sent.id, now=NOW)


def test_money_that_comes_during_a_revision_counts_once_it_is_sent(session: Session, firm: Firm, sent: Invoice) -> None:
    payment = upload(session, sent)
    revise_invoice(session, invoice_id=sent.id, actor=firm.dewi, reason="-", now=NOW)
    verify_payment(session, payment_id=payment.id, actor=firm.dewi, amount_idr=TOTAL, now=NOW)
    assert (sent.status, sent.paid_idr) == ("REVISION", TOTAL)
    submit_invoice(session, invoice_id=sent.id, actor=firm.dewi, now=NOW)
    approve_invoice(session, invoice_id=sent.id, actor=firm.rina, now=NOW)
    render(session, sent)
    assert sent.status == "PAID"


def test_a_payment_of_tomorrow_is_refused(session: Session, firm: Firm, sent: Invoice) -> None:
    with pytest.raises(Invalid):
        record_payment(session, invoice_id=sent.id, actor=firm.dewi, amount_idr=1, paid_on=NOW.date() + DAY, now=NOW)


def test_an_attempt_at_the_gateway_is_used_again(session: Session, firm: Firm, sent: Invoice) -> None:
    first = start_attempt(session, invoice_id=sent.id, now=NOW)
    assert first.order_id == "INV-2026-XI-0001-1"
    assert start_attempt(session, invoice_id=sent.id, now=NOW).id == first.id
    tell(session, first, EXPIRED)
    assert start_attempt(session, invoice_id=sent.id, now=NOW).order_id == "INV-2026-XI-0001-2"


@pytest.mark.parametrize(
    ("states", "status", "invoice"),
    [
        ((PENDING, PAID), "PAID", "PAID"),
        ((PAID, PENDING), "PAID", "PAID"),
        ((PAID, PAID, PAID), "PAID", "PAID"),
        ((EXPIRED, PAID), "PAID", "PAID"),
        ((PAID, DENIED), "FAILED", "SENT"),
        ((PAID, DENIED, DENIED), "FAILED", "SENT"),
        ((PAID, said("REFUNDED", "refund")), "REFUNDED", "SENT"),
        ((PAID, said("REFUNDED", "refund"), PAID), "REFUNDED", "SENT"),
        ((PAID, said("REFUNDED", "partial_refund")), "PAID", "PAID"),
        ((said("REVIEW", "capture"), PAID), "PAID", "PAID"),
        ((PAID, said("REVIEW", "capture")), "PAID", "PAID"),
        ((DENIED, PENDING), "FAILED", "SENT"),
        ((said("PAID", "settlement", TOTAL - 1),), "REVIEW", "SENT"),
        ((said("PAID", "settlement", None),), "REVIEW", "SENT"),
    ],
)
def test_news_of_the_gateway_in_any_order(
    session: Session, firm: Firm, sent: Invoice, states: tuple[GatewayState, ...], status: str, invoice: str
) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    assert tell(session, payment, *states) == status
    session.refresh(sent)
    assert sent.status == invoice


def test_a_reversal_withdraws_the_receipt_and_calls_cs(
    session: Session, firm: Firm, sent: Invoice, emitted: Callable[[], list[str]]
) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    tell(session, payment, PAID, DENIED)
    receipts = select(Document).where(Document.kind == DocumentKind.RECEIPT)
    session.expire_all()
    assert [paper.withdrawn_at for paper in session.scalars(receipts)] == [NOW]
    assert emitted().count("payment.reversed") == 1
    assert not send_receipt(session, payment_id=payment.id, revision=1, now=NOW)


def test_cs_cannot_confirm_what_only_the_gateway_knows(session: Session, firm: Firm, sent: Invoice) -> None:
    payment = start_attempt(session, invoice_id=sent.id, now=NOW)
    with pytest.raises(NotAvailable, match="Midtrans"):
        verify_payment(session, payment_id=payment.id, actor=firm.dewi, amount_idr=TOTAL, now=NOW)


def test_only_the_desk_verifies(session: Session, firm: Firm, sent: Invoice) -> None:
    with pytest.raises(DomainError):
        verify_payment(
            session,
            payment_id=upload(session, sent).id,
            actor=factories.make_technician(session),
            amount_idr=1,
            now=NOW,
        )
