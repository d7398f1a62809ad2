"""The export of customers: no live formula, whole, filtered, without the deleted ones."""

import io

from openpyxl import load_workbook

from app.http.files.reading.sheets import read_sheets
from tests.factories import NOW, make_cs, make_customer
from tests.support.people import sign_in


def test_exports_hold_no_live_formula(session, client):
    sign_in(client, make_cs(session))
    make_customer(session, '=HYPERLINK("http://jahat")', phone_e164="+6281211112222")
    text = client.get("/admin/customers/export/csv/").get_data(as_text=True).removeprefix("\ufeff")
    assert "'=HYPERLINK" in text
    assert "\n=" not in text
    assert ",=" not in text
    book = load_workbook(io.BytesIO(client.get("/admin/customers/export/xlsx/").data))
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    assert read_sheets(text.encode())[0].rows[1][1][2] == "+6281211112222"


def test_an_export_is_whole_filtered_and_knows_no_page(session, client):
    sign_in(client, make_cs(session))
    made = [make_customer(session, f"Orang {n}") for n in range(1101)]
    asked = {"after": made[500].id, "sort": "0"}
    text = client.get("/admin/customers/export/csv/", query_string=asked).get_data(as_text=True)
    assert len(text.splitlines()) == 1102
    assert all(one.code in text for one in made)
    only = client.get("/admin/customers/export/csv/?flt_status=INACTIVE").get_data(as_text=True)
    assert len(only.splitlines()) == 1


def test_deleted_customers_are_exported_only_when_asked_for(session, client):
    sign_in(client, make_cs(session))
    gone = make_customer(session, status="DELETED", deleted_at=NOW)
    assert gone.code not in client.get("/admin/customers/export/csv/").text
    assert gone.code in client.get("/admin/customers/export/csv/?flt_status=DELETED").text
