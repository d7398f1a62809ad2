"""The panel's screens of money, without a script."""

import csv
import io
import re
from decimal import Decimal
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.company import Company
from app.models.finance.invoice import Invoice, PriceItem
from app.models.finance.payment import Payment
from tests import factories
from tests.factories import NOW
from tests.invoices.conftest import Firm, make_price
from tests.invoices.screens.test_customer_page import link_of, slip
from tests.support.people import sign_in, submit
from workflows.invoices import draft_invoice, reprice_invoice, submit_invoice


@pytest.fixture
def invoice(session: Session, firm: Firm) -> Invoice:
    return draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)


def token_in(page: str) -> str:
    return re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]


def page_of(invoice: Invoice) -> str:
    return f"/admin/invoices/details/?id={invoice.id}"


def lines_page_of(invoice: Invoice) -> str:
    return f"/admin/invoices/{invoice.id}/lines"


def test_cs_drafts_from_the_visit(client: FlaskClient, session: Session, firm: Firm) -> None:
    sign_in(client, firm.dewi)
    path = f"/admin/invoices/draft?visit_id={firm.visit.id}"
    assert submit(client, path, visit_id=str(firm.visit.id)).status_code == 302
    made = session.scalars(select(Invoice)).one()
    assert client.get(path).location.endswith(page_of(made))


def test_lines_are_written_without_a_script(
    client: FlaskClient, session: Session, firm: Firm, invoice: Invoice
) -> None:
    freon = make_price(session, "FREON", 185_000, name="Freon R32", unit="kg")
    sign_in(client, firm.dewi)
    longer = submit(client, lines_page_of(invoice), wish="add")
    assert longer.text.count("data-bill-row>") == 3  # two rows and the blank one of the script
    more: dict[str, Any] = {"line-1-item": str(freon.id), "line-1-quantity": "1,5", "line-1-description": ""}
    saved = submit(client, lines_page_of(invoice), wish="save", discount="50.000", **more)
    assert saved.status_code == 302, saved.text
    session.refresh(invoice)
    assert [(line.description, line.amount_idr) for line in invoice.lines][1] == ("Freon R32", 277_500)
    assert invoice.discount_idr == 50_000


def test_a_dropped_row_is_gone_after_saving(
    client: FlaskClient, session: Session, firm: Firm, invoice: Invoice
) -> None:
    sign_in(client, firm.dewi)
    dropped = submit(client, lines_page_of(invoice), wish="drop-0")
    assert dropped.text.count("data-bill-row>") == 1


def test_what_is_wrong_is_said_and_nothing_is_lost(client: FlaskClient, firm: Firm, invoice: Invoice) -> None:
    sign_in(client, firm.dewi)
    answer = submit(client, lines_page_of(invoice), **{"wish": "save", "line-0-quantity": "dua", "note": "Garansi"})
    assert answer.status_code == 422
    assert "Baris 1: qty harus angka lebih dari nol." in answer.text
    assert 'value="dua"' in answer.text
    assert "Garansi" in answer.text


def test_a_stale_edit_is_a_conflict_and_keeps_what_was_typed(
    client: FlaskClient, session: Session, firm: Firm, invoice: Invoice
) -> None:
    sign_in(client, firm.dewi)
    submit(client, lines_page_of(invoice), wish="save", note="Pertama")
    answer = submit(client, lines_page_of(invoice), wish="save", note="Kedua", version="1")
    assert answer.status_code == 409
    assert "orang lain" in answer.text
    assert "Kedua" in answer.text
    session.refresh(invoice)
    assert invoice.note == "Pertama"


def test_only_the_desk_writes_lines(client: FlaskClient, firm: Firm, invoice: Invoice) -> None:
    sign_in(client, firm.rina)
    assert client.get(lines_page_of(invoice)).status_code == 403
    assert client.get(page_of(invoice)).status_code == 200


def test_who_drafted_sees_no_button_to_approve(client: FlaskClient, session: Session, firm: Firm) -> None:
    own = draft_invoice(session, visit_id=firm.visit.id, actor=firm.ani, now=NOW)
    submit_invoice(session, invoice_id=own.id, actor=firm.dewi, now=NOW)
    sign_in(client, firm.ani)
    page = client.get(page_of(own)).text
    assert "orang lain yang memutuskan" in page
    assert f"/admin/invoices/{own.id}/approve" not in page
    assert client.get(f"/admin/invoices/{own.id}/approve").status_code == 403


def test_a_click_on_an_old_page_approves_nothing(
    client: FlaskClient, session: Session, firm: Firm, invoice: Invoice
) -> None:
    tono = factories.make_sales(session, "Tono")
    submit_invoice(session, invoice_id=invoice.id, actor=firm.dewi, now=NOW)
    sign_in(client, firm.rina)
    page = client.get(page_of(invoice)).text
    (address,) = set(re.findall(rf'action="(/admin/invoices/{invoice.id}/approve[^"]*)"', page))
    reprice_invoice(session, invoice_id=invoice.id, actor=tono, discount_idr=1, reason="-", now=NOW)
    old = client.post(unescape(address), data={"csrf_token": token_in(page), "idempotency_key": "k" * 32})
    session.refresh(invoice)
    assert (old.status_code, invoice.status, invoice.revision) == (302, "PENDING", 2)
    submit(client, page_of(invoice), to="/approve")
    session.refresh(invoice)
    assert invoice.status == "APPROVED"


def test_sales_sees_base_and_proposed_price(
    client: FlaskClient, session: Session, firm: Firm, invoice: Invoice
) -> None:
    invoice.lines[0].price_idr = 400_000
    session.flush()
    sign_in(client, firm.rina)
    page = client.get(page_of(invoice)).text
    assert "+Rp150.000" in page
    assert "(+14,3 %)" in page


def test_cs_checks_a_proof_and_marks_it_received(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice
) -> None:
    submit(client, link_of(session, sent), to="/proof", proof=slip())
    payment = session.scalars(select(Payment)).one()
    sign_in(client, firm.dewi)
    assert client.get("/admin/payments/?flt_status=PENDING").text.count("INV/2026/XI/0001") == 1
    picture = client.get(f"/admin/payments/{payment.id}/proof")
    assert Image.open(BytesIO(picture.data)).size == (40, 60)
    form = client.get(f"/admin/payments/{payment.id}/verify")
    assert 'value="Rp1.165.500"' in form.text
    assert submit(client, f"/admin/payments/{payment.id}/verify", to="/verify").status_code == 302
    session.refresh(sent)
    assert sent.status == "PAID"


def test_an_overdue_invoice_stands_out(client: FlaskClient, session: Session, firm: Firm, sent: Invoice) -> None:
    sign_in(client, firm.dewi)
    assert "INV/2026/XI/0001" not in client.get("/admin/invoices/?flt_overdue=1").text
    sent.issue_date = sent.due_date = NOW.date().replace(month=10)
    session.flush()
    assert "lewat" in client.get("/admin/invoices/?flt_overdue=1").text
    assert "Lewat jatuh tempo" in client.get(page_of(sent)).text
    assert "Lewat jatuh tempo" in client.get(link_of(session, sent)).text


def test_prices_are_written_as_people_write_them(client: FlaskClient, session: Session, firm: Firm) -> None:
    sign_in(client, firm.dewi)
    fields = {"code": "KAP", "name": "Kapasitor", "price_idr": "Rp 75 rb"}
    assert submit(client, "/admin/prices/new/", **fields).status_code == 302
    assert session.scalars(select(PriceItem.price_idr).where(PriceItem.code == "KAP")).one() == 75_000


def test_sales_reads_prices_only(client: FlaskClient, session: Session, firm: Firm) -> None:
    sign_in(client, firm.rina)
    assert "/admin/prices/new/" not in client.get("/admin/prices/").text
    assert client.get("/admin/prices/new/").status_code == 403


def test_the_firm_is_edited_by_admin_only(client: FlaskClient, session: Session, firm: Firm) -> None:
    sign_in(client, firm.dewi)
    assert client.get("/admin/company/").status_code == 403
    sign_in(client, firm.ani)
    assert submit(client, "/admin/company/edit/?id=1", npwp="0123456789012345", payment_days="30").status_code == 302
    company = session.get_one(Company, 1)
    assert (company.npwp, company.payment_days) == ("0123456789012345", 30)


@pytest.mark.parametrize(
    ("typed", "stored"), [("150,000", 150_000), ("1500000.00", 1_500_000), ("1.5jt", 1_500_000), ("250 ribu", 250_000)]
)
def test_a_price_is_saved_as_the_page_showed_it(
    client: FlaskClient, session: Session, firm: Firm, invoice: Invoice, typed: str, stored: int
) -> None:
    sign_in(client, firm.dewi)
    answer = submit(
        client, lines_page_of(invoice), **{"wish": "save", "line-0-price": typed, "line-0-quantity": "0.500"}
    )
    assert answer.status_code == 302, answer.text
    session.refresh(invoice)
    assert (invoice.lines[0].price_idr, str(invoice.lines[0].quantity)) == (stored, "0.50")


def test_a_quantity_with_two_readings_is_asked_about(client: FlaskClient, firm: Firm, invoice: Invoice) -> None:
    sign_in(client, firm.dewi)
    answer = submit(client, lines_page_of(invoice), **{"wish": "save", "line-0-quantity": "1.500"})
    assert answer.status_code == 422
    assert "bisa dibaca 1500 / 1,5" in answer.text


def test_a_large_quantity_survives_saving_the_form_unread(
    client: FlaskClient, session: Session, firm: Firm, invoice: Invoice
) -> None:
    invoice.lines[0].quantity = Decimal("1500.00")
    session.commit()
    sign_in(client, firm.dewi)
    assert submit(client, lines_page_of(invoice), wish="save").status_code == 302
    session.refresh(invoice)
    assert invoice.lines[0].quantity == Decimal(1500)


def test_the_export_has_the_customers_code_and_what_the_tax_office_asks(
    client: FlaskClient, session: Session, firm: Firm, sent: Invoice
) -> None:
    sign_in(client, firm.dewi)
    text = client.get("/admin/invoices/export/csv/").data.decode("utf-8-sig")
    [heading, row] = csv.reader(io.StringIO(text))
    found = {
        name.partition(" (")[0]: re.sub(r"^Rp|(?<=\d)\.(?=\d{3})", "", value)
        for name, value in zip(heading, row, strict=True)
    }
    assert found["Kode pelanggan"] == sent.customer.code
    assert [found[name] for name in ("Subtotal", "Diskon", "DPP nilai lain", "PPN", "Total")] == [
        "1050000",
        "0",
        "962500",
        "115500",
        "1165500",
    ]
