"""Whatever stands in a field, its list can be exported and no cell of it is a formula."""

import io

import pytest
from openpyxl import load_workbook

from tests.factories import make_admin, make_customer
from tests.support.logins import log_in


@pytest.mark.parametrize("mark", ["\x01", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_a_character_no_workbook_can_hold_does_not_spoil_the_export(client, session, mark):
    make_customer(session, name=f"Pak{mark} Agus")
    log_in(client, make_admin(session))
    answer = client.get("/admin/customers/export/xlsx/")
    assert answer.status_code == 200
    assert "Pak Agus" in {cell for row in load_workbook(io.BytesIO(answer.data)).active.values for cell in row}


@pytest.mark.parametrize(
    "name", ['=HYPERLINK("http://jahat.example")', "+1+1", "-1+1", "@SUM(1)", "\x01=1+1", "＝1+1", "\n=1"]
)
def test_a_formula_is_exported_as_words(client, session, name):
    make_customer(session, name=name)
    log_in(client, make_admin(session))
    book = load_workbook(io.BytesIO(client.get("/admin/customers/export/xlsx/").data))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    assert not [cell.coordinate for cell in cells if cell.hyperlink]
