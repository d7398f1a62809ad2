"""One reading of amounts and quantities, held to a table that the browser's live sum is held to as well."""

import base64
import json
from decimal import Decimal
from pathlib import Path

import pytest

from app.core.errors import Invalid
from app.core.money import plain_number, read_quantity, read_rupiah

CASES = json.loads((Path(__file__).parent / "amounts.json").read_text())


@pytest.mark.parametrize(("text", "amount"), CASES["rupiah"])
def test_an_amount_is_read_as_it_is_meant_or_refused(text: str, amount: int | None) -> None:
    if amount is None:
        with pytest.raises(Invalid):
            read_rupiah(text)
    else:
        assert read_rupiah(text) == amount


@pytest.mark.parametrize(("text", "quantity"), CASES["quantity"])
def test_a_quantity_is_read_as_it_is_meant_or_refused(text: str, quantity: str | None) -> None:
    if quantity is None:
        with pytest.raises(Invalid):
            read_quantity(text)
    else:
        assert read_quantity(text) == Decimal(quantity)


@pytest.mark.parametrize(
    ("read", "text", "readings"),
    [
        (read_rupiah, "1.500 rb", ["Rp1.500.000", "Rp1.500"]),
        (read_rupiah, "1,5 M", ["Rp1.500.000.000", "Rp1.500.000"]),
        (read_quantity, "1.500", ["1500", "1,5"]),
        (read_quantity, "10,000", ["10000", "10"]),
    ],
)
def test_what_can_be_read_in_two_ways_names_both(app, read, text: str, readings: list[str]) -> None:
    with app.test_request_context(), pytest.raises(Invalid) as refusal:
        read(text, field="price")
    assert refusal.value.field == "price"
    assert " / ".join(readings) in str(refusal.value)


@pytest.mark.parametrize("text", ["1", "1500", "1.5", "0.25", "99999999.99", "1000", "2.00"])
def test_a_quantity_written_into_a_form_reads_back_as_itself(text: str) -> None:
    assert read_quantity(plain_number(Decimal(text))) == Decimal(text)


@pytest.mark.browser
def test_the_browser_reads_the_same(new_context) -> None:
    source = (Path(__file__).parents[2] / "app/static/js/panel/fields/amounts.js").read_bytes()
    page = new_context().new_page()
    read = page.evaluate(
        """async ([source, cases]) => {
            const {readRupiah, readQuantity} = await import(`data:text/javascript;base64,${source}`);
            return {rupiah: cases.rupiah.map(([text]) => readRupiah(text)), quantity: cases.quantity.map(([text]) => readQuantity(text))};
        }""",
        [base64.b64encode(source).decode(), CASES],
    )
    assert read["rupiah"] == [amount for _, amount in CASES["rupiah"]]
    assert read["quantity"] == [float(value) if value else None for _, value in CASES["quantity"]]


@pytest.mark.parametrize("read", [read_quantity, read_rupiah])
@pytest.mark.parametrize("text", ["\ud800", "1\ud800", "\U000e0001x", "1.500\udc00 rb"])
def test_a_refusal_can_be_written_whatever_was_typed(read, text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read(text)
    assert str(refusal.value).encode()
