"""The API reads amounts and quantities as forms do; whole numbers stay whole numbers."""

import json
from pathlib import Path

import pytest
from marshmallow import ValidationError

from app.api.fields import LARGEST_IDR, Quantity, Rupiah, field_of
from app.core.flow import Ask

CASES = json.loads((Path(__file__).parents[1] / "core" / "amounts.json").read_text())


@pytest.mark.parametrize(("kind", "field"), [("quantity", Quantity()), ("rupiah", Rupiah())])
def test_text_is_read_by_the_function_of_the_forms(kind, field):
    for text, value in CASES[kind]:
        if value is None or (kind == "rupiah" and value > LARGEST_IDR):
            with pytest.raises(ValidationError):
                field.deserialize(text)
        else:
            assert str(float(field.deserialize(text))) == str(float(value)), text


@pytest.mark.parametrize(("sent", "readings"), [("1.500", "1500 / 1,5"), ("10,000", "10000 / 10")])
def test_what_can_be_read_in_two_ways_is_refused_with_both(app, sent, readings):
    with app.test_request_context(), pytest.raises(ValidationError, match=readings):
        Quantity().deserialize(sent)
    with app.test_request_context(), pytest.raises(ValidationError, match=r"Rp1\.500\.000 / Rp1\.500"):
        Rupiah().deserialize("1.500 rb")


@pytest.mark.parametrize("sent", [1, 0, LARGEST_IDR])
def test_a_whole_number_stays_one(sent):
    assert Rupiah().deserialize(sent) == sent


@pytest.mark.parametrize("sent", [True, 1.5, -1, LARGEST_IDR + 1, [], {}, "-1", float("nan"), float("inf"), 1e300])
def test_what_is_no_amount_is_refused(sent):
    with pytest.raises(ValidationError):
        Rupiah().deserialize(sent)


def test_a_transition_that_asks_for_money_reads_it_too():
    asked = field_of(Ask("amount_idr", "Jumlah", "money", required=False))
    assert [asked.deserialize(sent) for sent in ("388500.00", 388_500, None)] == [388_500, 388_500, None]


def test_the_document_says_both_forms(client):
    schemas = client.get("/api/openapi.json").get_json()["components"]["schemas"]
    line = schemas["InvoiceLineEdit"]["properties"]
    assert line["price_idr"]["type"] == ["integer", "string"]
    assert line["quantity"]["type"] == "string"
    assert "1,5 juta" in line["price_idr"]["description"]
