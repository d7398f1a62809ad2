"""Who is told what about an invoice and its money, on which channel, in which words."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotAllowed
from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.telegram.callbacks import find_callback, find_text_answer
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage
from tests import factories
from tests.factories import NOW
from tests.invoices.conftest import Firm, send
from tests.invoices.test_payments import DENIED, PAID, said, tell, upload
from workflows.conversations import find_question
from workflows.invoices import (
    announce_overdue,
    approve_invoice,
    draft_invoice,
    reject_invoice,
    revise_invoice,
    submit_invoice,
    void_invoice,
)
from workflows.payments import reject_payment, send_receipt, start_attempt, verify_payment


@pytest.fixture
def deliveries(app: Flask, session: Session):
    """Address everything promised; the letters of one kind."""

    def addressed(kind: str) -> list[Delivery]:
        for message in session.scalars(select(OutboxMessage)):
            message.due_at = NOW - timedelta(days=400)
        session.commit()
        with app.app_context():
            fan_out_due()
        session.expire_all()
        broken = [f"{m.kind}: {m.error}" for m in session.scalars(select(OutboxMessage)) if m.error]
        assert broken == []
        outside = select(Delivery).where(Delivery.kind == kind, Delivery.channel != Channel.IN_APP)
        return list(session.scalars(outside.order_by(Delivery.id)))

    return addressed


def pending(session: Session, firm: Firm) -> Invoice:
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    return submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)


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


def test_an_approval_by_telegram(app: Flask, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    approve = find_callback("approve")
    assert approve
    with app.app_context():
        assert "disetujui" in str(approve(session, firm.rina, f"{invoice.id}:1", NOW))
    assert invoice.status == "APPROVED"


def test_a_telegram_somebody_only_typed_in_approves_nothing(app: Flask, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    firm.rina.telegram_verified_at = None
    approve = find_callback("approve")
    assert approve
    with app.app_context(), pytest.raises(NotAllowed, match="belum dibuktikan"):
        approve(session, firm.rina, f"{invoice.id}:1", NOW)
    assert invoice.status == "PENDING"


def test_a_stale_button_says_so(app: Flask, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    reject_invoice(session, invoice_id=invoice.id, actor=firm.rina, reason="-", now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    approve = find_callback("approve")
    assert approve
    with app.app_context(), pytest.raises(Exception, match="sudah berubah"):
        approve(session, firm.rina, f"{invoice.id}:1", NOW)


@pytest.mark.parametrize("argument", ["", "1", "x:1", "1:x", f"{10**30}:1", "-1:1"])
def test_a_forged_button_finds_nothing(app: Flask, session: Session, firm: Firm, argument: str) -> None:
    approve = find_callback("approve")
    assert approve
    with app.app_context(), pytest.raises(Exception, match="tidak ditemukan"):
        approve(session, firm.rina, argument, NOW)


def test_a_rejection_by_button_asks_for_the_reason_in_the_chat(
    app: Flask, deliveries, session: Session, firm: Firm
) -> None:
    invoice = pending(session, firm)
    firm.rina.telegram_chat_id = 4242
    reject = find_callback("reject")
    assert reject
    with app.app_context():
        assert "alasannya" in str(reject(session, firm.rina, f"{invoice.id}:1", NOW))
    assert invoice.status == "PENDING"
    [question] = deliveries("telegram.question")
    assert question.address == "4242"
    assert invoice.number in question.body
    chosen = question.payload["buttons"][2][0]["callback"]
    because = find_callback(chosen.partition(":")[0])
    assert because
    with app.app_context():
        assert "Rincian belum lengkap" in str(because(session, firm.rina, chosen.partition(":")[2], NOW))
    session.expire_all()
    assert (invoice.status, invoice.reason) == ("REVISION", "Rincian belum lengkap")


def test_a_text_in_the_chat_is_the_reason_and_ends_the_buttons_everywhere(
    app: Flask, deliveries, session: Session, firm: Firm
) -> None:
    tono = factories.make_sales(session, "Tono", telegram_chat_id=5151, telegram_verified_at=NOW)
    invoice = pending(session, firm)
    for number, asked in enumerate(deliveries("invoice.submitted")):
        asked.status, asked.provider_id = "SENT", str(900 + number)
    reject = find_callback("reject")
    assert reject
    with app.app_context():
        reject(session, tono, f"{invoice.id}:1", NOW)
    deliveries("telegram.question")
    asks = find_question(session, user=tono, reply_to=None, now=NOW)
    assert asks == f"reject:{invoice.id}:1"
    answer = find_text_answer(asks)
    assert answer
    with app.app_context():
        assert "terlalu mahal" in str(answer(session, tono, " terlalu\u202e mahal ", NOW))
    session.expire_all()
    assert (invoice.status, invoice.reason) == ("REVISION", "terlalu mahal")
    edits = deliveries("telegram.decided")
    assert {edit.payload["edit_message_id"] for edit in edits} == {900, 901}
    assert all("buttons" not in edit.payload for edit in edits)
    assert all(invoice.number in edit.body and "<b>Ditolak</b> · Tono" in edit.body for edit in edits)


@pytest.fixture
def asked_tono(app: Flask, deliveries, session: Session, firm: Firm):
    """Tono pressed Tolak and was asked why."""
    tono = factories.make_sales(session, "Tono", telegram_chat_id=5151, telegram_verified_at=NOW)
    invoice = pending(session, firm)
    reject = find_callback("reject")
    assert reject
    with app.app_context():
        reject(session, tono, f"{invoice.id}:1", NOW)
    deliveries("telegram.question")
    answer = find_text_answer(f"reject:{invoice.id}:1")
    assert answer
    return tono, invoice, answer


def test_a_button_pressed_by_mistake_is_taken_back_in_words(app: Flask, session: Session, asked_tono) -> None:
    tono, invoice, answer = asked_tono
    for words in ("Batal", "/batal", "cancel", "eh, salah pencet maaf", "gak jadi", "maaf batal dulu", "tidak"):
        with app.app_context():
            assert "masih menunggu keputusan Anda" in str(answer(session, tono, words, NOW)), words
    session.expire_all()
    assert (invoice.status, invoice.reason) == ("PENDING", "")
    assert not find_question(session, user=tono, reply_to=None, now=NOW)


def test_signs_alone_are_no_reason(app: Flask, session: Session, asked_tono) -> None:
    tono, invoice, answer = asked_tono
    for words in (".", "?", "👍", " \u200b"):
        with app.app_context(), pytest.raises(DomainError, match="alasannya"):
            answer(session, tono, words, NOW)
    assert invoice.status == "PENDING"
    assert find_question(session, user=tono, reply_to=None, now=NOW)


def test_an_approval_in_the_panel_ends_the_buttons_too_sent_or_not(deliveries, session: Session, firm: Firm) -> None:
    invoice = pending(session, firm)
    [unsent] = deliveries("invoice.submitted")
    assert unsent.payload["buttons"]
    approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    session.expire_all()
    assert "buttons" not in unsent.payload


@pytest.mark.parametrize(
    "data", ["reject_why:1:1:99", "reject_why:1:1:x", "reject_why:1:1:0100", "reject_why::0", "reject_why:9999999:1:0"]
)
def test_a_forged_reason_finds_nothing(app: Flask, session: Session, firm: Firm, data: str) -> None:
    pending(session, firm)
    because = find_callback("reject_why")
    assert because
    with app.app_context(), pytest.raises(DomainError):
        because(session, firm.rina, data.partition(":")[2], NOW)


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
