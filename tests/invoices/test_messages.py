"""Who is told what about an invoice and its money, on which channel, in which words."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.finance.payment import Payment
from app.models.messaging.outbox import Channel
from tests import factories
from tests.factories import NOW
from tests.invoices.conftest import Firm, pending, send
from tests.invoices.payments.test_payments import DENIED, PAID, said, tell, upload
from workflows.invoices import announce_overdue, reject_invoice, revise_invoice, void_invoice
from workflows.payments import reject_payment, send_receipt, start_attempt, verify_payment


def test_sales_decides_under_the_message(deliveries, session: Session, firm: Firm) -> None:
    factories.make_sales(session, "Tono", email="tono@contoh.id")
    factories.make_sales(session, "Lama", status="INACTIVE")
    invoice = pending(session, firm)
    by_telegram, by_email = deliveries("invoice.submitted")
    [row] = by_telegram.payload["buttons"]
    assert [button["callback"] for button in row] == [f"approve:{invoice.id}:1", f"reject:{invoice.id}:1"]
    assert "<b>INV/2026/XI/0001</b>" in by_telegram.body
    assert "<b>Rp1.165.500</b>" in by_telegram.body
    assert by_email.channel == Channel.EMAIL
    assert by_email.subject == "Perlu persetujuan: invoice INV/2026/XI/0001"
    assert by_email.body.endswith(f"/admin/invoices/details/?id={invoice.id}")
    assert "**" not in by_email.body


def test_the_drafter_hears_of_the_rejection(deliveries, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    reject_invoice(session, invoice_id=invoice.id, actor=firm.rina, reason="Terlalu <murah>", now=NOW)
    [delivery] = deliveries("invoice.rejected")
    assert (delivery.user_id, delivery.channel) == (firm.dewi.id, Channel.TELEGRAM)
    assert "Terlalu &lt;murah&gt;" in delivery.body


def test_the_customer_gets_page_and_document(deliveries, session: Session, firm: Firm) -> None:
    send(session, firm)
    [delivery] = deliveries("invoice.sent")
    assert delivery.channel == Channel.WHATSAPP
    assert "*Rp1.165.500*" in delivery.body
    assert delivery.payload["link"] in delivery.body
    assert f"{delivery.payload['link']}/pdf" in delivery.body
    assert "\n\n\n" not in delivery.body


def test_a_customer_hears_of_revision_and_void_only_of_what_was_sent(deliveries, session: Session, firm: Firm) -> None:
    invoice = send(session, firm)
    revise_invoice(session, invoice_id=invoice.id, actor=firm.dewi, reason="-", now=NOW)
    void_invoice(session, invoice_id=invoice.id, actor=firm.dewi, reason="-", now=NOW)
    assert "sedang kami revisi" in deliveries("invoice.revised")[0].body
    assert "tidak perlu dibayar" in deliveries("invoice.voided")[0].body


def test_cs_hears_of_a_proof_and_the_customer_of_its_fate(deliveries, session: Session, firm: Firm) -> None:
    invoice = send(session, firm)
    first = upload(session, invoice)
    reject_payment(session, payment_id=first.id, actor=firm.dewi, note="Uang belum masuk", now=NOW)
    second = upload(session, invoice)
    verify_payment(session, payment_id=second.id, actor=firm.dewi, amount_idr=165_500, now=NOW)
    send_receipt(session, payment_id=second.id, revision=1, now=NOW)
    told = deliveries("proof.uploaded")
    assert {delivery.user_id for delivery in told} == {firm.dewi.id}
    assert "gambar yang sama pernah dipakai" in told[1].body
    assert "Uang belum masuk" in deliveries("proof.rejected")[0].body
    [received] = deliveries("payment.received")
    assert "*Rp1.000.000*" in received.body
    assert f"/receipt/{second.id}" in received.body


def test_cs_hears_when_the_gateway_takes_money_back_or_tells_another_sum(
    deliveries, session: Session, firm: Firm
) -> None:
    invoice = send(session, firm)
    payment = start_attempt(session, invoice_id=invoice.id, now=NOW)
    tell(session, payment, PAID, DENIED)
    other = start_attempt(session, invoice_id=invoice.id, now=NOW)
    tell(session, other, said("PAID", "settlement", 5))
    assert session.scalar(select(Payment.status).where(Payment.id == other.id)) == "REVIEW"
    assert "“deny”" in deliveries("payment.reversed")[0].body
    assert "Rp5" in deliveries("payment.doubtful")[0].body


def test_the_overdue_list_counts_the_days(deliveries, session: Session, firm: Firm) -> None:
    send(session, firm)
    announce_overdue(session, now=NOW + timedelta(days=17))
    [delivery] = deliveries("invoice.overdue")
    assert "INV/2026/XI/0001 · Pak Agus · Rp1.165.500 · 3 hari" in delivery.body
