"""The customer's page: what a link shows, and what it takes."""

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.documents.render import render_documents
from app.models.access_links import AccessLink
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.messaging.outbox import OutboxMessage
from tests.factories import NOW
from tests.invoices.conftest import Firm, make_done_visit, send
from tests.support.people import submit
from workflows.invoices import approve_invoice, draft_invoice, revise_invoice, revoke_link, submit_invoice, void_invoice


def slip(colour: str = "red") -> tuple[BytesIO, str]:
    out = BytesIO()
    Image.new("RGB", (40, 60), colour).save(out, "PNG")
    out.seek(0)
    return out, "bukti.png"


def link_of(session: Session, invoice: Invoice) -> str:
    live = select(AccessLink).where(AccessLink.invoice_id == invoice.id, AccessLink.revoked_at.is_(None))
    return f"/i/{session.scalars(live).one().token}"


@pytest.fixture
def page(session: Session, sent: Invoice) -> str:
    return link_of(session, sent)


def test_the_page_says_what_to_pay_and_where(client: FlaskClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    for words in ("INV/2026/XI/0001", "Rp1.165.500", "0123456789", "PPN 12%", "Menunggu pembayaran"):
        assert words in answer.text
    assert "Bayar sekarang" not in answer.text
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert re.search(r'<meta name="robots" content="noindex', answer.text)


@pytest.mark.parametrize("path", ["", "/pdf", "/receipt/1"])
def test_an_unknown_token_leads_nowhere(client: FlaskClient, firm: Firm, path: str) -> None:
    answer = client.get(f"/i/{'x' * 32}{path}")
    assert answer.status_code == 404
    assert "tidak kami kenal" in answer.text


def test_a_replaced_link_says_so(client: FlaskClient, session: Session, firm: Firm, sent: Invoice, page: str) -> None:
    revoke_link(session, invoice_id=sent.id, actor=firm.dewi, now=NOW)
    for path in ("", "/pdf", "/receipt/1"):
        answer = client.get(page + path)
        assert answer.status_code == 410
        assert "sudah diganti" in answer.text
    assert client.get(link_of(session, sent)).status_code == 200


def test_a_revision_is_said_and_takes_no_money(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice, page: str
) -> None:
    revise_invoice(session, invoice_id=sent.id, actor=firm.dewi, reason="-", now=NOW)
    answer = client.get(page)
    assert "Sedang direvisi" in answer.text
    assert "Kirim bukti" not in answer.text
    assert "Rp1.165.500" not in answer.text
    assert client.get(f"{page}/pdf").status_code == 409


def test_a_void_invoice_need_not_be_paid(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice, page: str
) -> None:
    void_invoice(session, invoice_id=sent.id, actor=firm.dewi, reason="-", now=NOW)
    answer = client.get(page)
    assert answer.status_code == 200
    assert "tidak perlu dibayar" in answer.text


def test_the_document_is_drawn_once_and_the_same_ever_after(
    app: Flask, client: FlaskClient, session: Session, firm: Firm
) -> None:
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    approve_invoice(session, invoice_id=invoice.id, actor=firm.rina, now=NOW)
    session.commit()
    with app.app_context():
        render_documents()
    session.expire_all()
    assert invoice.status == "SENT"
    first, second = (client.get(f"{link_of(session, invoice)}/pdf") for _ in range(2))
    assert first.mimetype == "application/pdf"
    assert first.data == second.data
    assert first.data.startswith(b"%PDF")


def test_a_proof_is_kept_for_cs(client: FlaskClient, session: Session, sent: Invoice, page: str) -> None:
    answer = submit(client, page, to="/proof", proof=slip(), amount_idr="500 rb", sender="Agus")
    assert answer.status_code == 303
    [payment] = session.scalars(select(Payment))
    assert (payment.status, payment.amount_idr, payment.note) == ("PENDING", 500_000, "Agus")
    assert "Sedang diperiksa" in client.get(page).text
    assert "proof.uploaded" in session.scalars(select(OutboxMessage.kind)).all()


def test_a_double_tap_leaves_one_proof(client: FlaskClient, session: Session, page: str) -> None:
    form = {"proof": slip(), "amount_idr": "", "idempotency_key": "k" * 32}
    submit(client, page, to="/proof", **form)
    submit(client, page, to="/proof", **{**form, "proof": slip()})
    assert len(session.scalars(select(Payment)).all()) == 1


def test_the_same_picture_with_other_clothes_is_known(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice, page: str
) -> None:
    submit(client, page, to="/proof", proof=slip())
    other = send(session, Firm(firm.dewi, firm.rina, firm.ani, make_done_visit(session), firm.labour))
    out = BytesIO()
    Image.new("RGB", (40, 60), "red").save(out, "PNG", compress_level=0)
    out.seek(0)
    submit(client, link_of(session, other), to="/proof", proof=(out, "lain.png"))
    first, second = session.scalars(select(Payment).order_by(Payment.id))
    assert second.same_proof_as_id == first.id
    assert second.proof_source_sha256 != first.proof_source_sha256


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"proof": (BytesIO(b"hello"), "x.jpg")}, "PDF atau foto"),
        ({"proof": None}, "Pilih foto"),
        ({"amount_idr": "banyak"}, "Tulis jumlah"),
    ],
)
def test_what_cannot_be_a_proof_is_answered_on_the_page(
    client: FlaskClient, session: Session, page: str, fields: dict[str, Any], words: str
) -> None:
    answer = submit(client, page, to="/proof", **{"proof": slip(), **fields})
    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(Payment)).all() == []


def test_a_proof_needs_the_forms_token(client: FlaskClient, page: str) -> None:
    assert client.post(f"{page}/proof", data={"proof": slip()}).status_code == 400


def test_without_a_key_nobody_is_sent_to_midtrans(app: Flask, client: FlaskClient, page: str) -> None:
    answer = submit(client, page, to="/proof", proof=slip())
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert answer.status_code == 303
    assert token
    assert client.post(f"{page}/pay", data={"csrf_token": token[1], "idempotency_key": "k" * 32}).status_code == 404


@pytest.mark.parametrize("typed", ["388500.00", "Rp388.500", "388,500", "388 500", "388,5 rb"])
def test_the_amount_of_a_proof_is_read_as_it_was_meant(
    client: FlaskClient, session: Session, page: str, typed: str
) -> None:
    assert submit(client, page, to="/proof", proof=slip(), amount_idr=typed).status_code == 303
    assert session.scalars(select(Payment.amount_idr)).one() == 388_500


def test_the_name_of_a_sender_turns_no_direction(client: FlaskClient, session: Session, sent: Invoice) -> None:
    submit(client, link_of(session, sent), to="/proof", proof=slip(), sender=" Agus\u202e\u200b  Salim\x00 ")
    assert session.scalars(select(Payment.note)).one() == "Agus Salim"
