"""Two people write the content of one invoice: neither loses what they typed, and both are shown."""

import html
import json

import pytest
from sqlalchemy import select

from admin_views.finance.invoice_lines import ContentForm
from admin_views.finance.invoice_merge import merge_content
from app.models.finance.invoice import Invoice
from tests.factories import NOW
from tests.support.people import as_drawn, sign_in
from tests.support.walking.html import parse
from tests.support.walking.posting import post
from workflows.invoices import draft_invoice

KABEL = {"id": "1", "item": "", "description": "Kabel", "unit": "m", "quantity": "2", "price": "10.000"}
PIPA = {"id": "2", "item": "", "description": "Pipa", "unit": "btg", "quantity": "1", "price": "50.000"}
NEW = {"id": "", "item": "", "description": "Lem", "unit": "pcs", "quantity": "1", "price": "5.000"}


def content(*rows, version="1", base=None, **fields) -> ContentForm:
    values = {"discount": "0", "due_date": "2026-12-01", "note": "", **fields}
    made = ContentForm(version, rows=[dict(row) for row in rows], errors=[], **values)
    made.base = base if base is not None else json.dumps({**values, "rows": rows})
    return made


def drawn_from(*rows, **fields) -> str:
    return content(*rows, **fields).base


BASE = drawn_from(KABEL, PIPA)
CASES = {
    "different fields of one line": (
        [{**KABEL, "price": "12.000"}, PIPA],
        [{**KABEL, "quantity": "3"}, PIPA],
        [{**KABEL, "price": "12.000", "quantity": "3"}, PIPA],
        ["“2” menjadi “3”"],
    ),
    "i added, they changed": ([KABEL, PIPA, NEW], [KABEL, {**PIPA, "unit": "m"}], [KABEL, {**PIPA, "unit": "m"}, NEW], ["“m”"]),
    "i dropped, they did not touch": ([KABEL], [{**KABEL, "unit": "rol"}, PIPA], [{**KABEL, "unit": "rol"}], ["“rol”"]),
    "i dropped what they changed": ([KABEL], [KABEL, {**PIPA, "price": "1"}], [KABEL, {**PIPA, "price": "1"}], ["Pipa, 1 btg × 1"]),
    "the same field": ([{**KABEL, "price": "1"}, PIPA], [{**KABEL, "price": "2"}, PIPA], [{**KABEL, "price": "1"}, PIPA], ["“2”", "“1”"]),
    "they added": ([KABEL, PIPA], [KABEL, PIPA, {**NEW, "id": "3"}], [KABEL, PIPA, {**NEW, "id": "3"}], ["Lem"]),
    "they dropped what i changed": ([KABEL, {**PIPA, "price": "9"}], [KABEL], [KABEL, {**PIPA, "price": "9", "id": ""}], ["baris baru"]),
    "they dropped what i left": ([KABEL, PIPA], [KABEL], [KABEL], ["Dihapus orang lain: “Pipa"]),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(CASES))
def test_rows_of_two_people_are_brought_together(app, case):
    mine, stored, merged, said = CASES[case]
    with app.test_request_context():
        found = merge_content(content(*mine, base=BASE), content(*stored, version="2"))
    assert found.rows == merged
    assert found.version == "2"
    assert all(any(words in str(error) for error in found.errors[1:]) for words in said), found.errors


@pytest.mark.parametrize("base", ["", "[]", "{", '{"rows": 1}', '{"rows": [1]}', '{"rows": [{}], "note": ""}', "null"])
def test_without_what_the_form_was_drawn_from_nothing_typed_is_lost(app, base):
    mine = content({**KABEL, "price": "1"}, base=base, note="Saya")
    with app.test_request_context():
        found = merge_content(mine, content(KABEL, PIPA, version="2", note="Dia"))
    assert found.rows == [{**KABEL, "price": "1"}, PIPA]
    assert found.note == "Saya"
    assert any("“Dia”" in str(error) and "“Saya”" in str(error) for error in found.errors)


def test_the_second_save_shows_both_and_the_third_keeps_both(client, session, firm):
    invoice = draft_invoice(session, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    session.commit()
    path = f"/admin/invoices/{invoice.id}/lines"
    sign_in(client, firm.dewi)
    first, second = (_fields(client.get(path).text) for _ in range(2))
    assert post(client, path, {**first, "wish": "save", "note": "Garansi 30 hari"}).status_code == 302
    answer = post(client, path, {**second, "wish": "save", "line-0-description": "Cuci AC besar"})
    assert answer.status_code == 409
    assert "menjadi “Garansi 30 hari”" in html.unescape(answer.text)
    again = post(client, path, {**_fields(answer.text), "wish": "save"})
    assert again.status_code == 302, again.text
    session.expire_all()
    stored = session.scalars(select(Invoice)).one()
    assert (stored.note, stored.lines[0].description) == ("Garansi 30 hari", "Cuci AC besar")


def _fields(page: str) -> dict[str, str]:
    form = next(form for form in parse(page).iter("form") if form.get("data-bill") is not None)
    return {name: value for name, value in as_drawn(form).items() if name not in {"csrf_token", "idempotency_key"}}
