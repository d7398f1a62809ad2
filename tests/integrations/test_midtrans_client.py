"""Midtrans over real HTTP, against a stand-in that refuses what Midtrans would refuse."""

import pytest

from integrations.midtrans.client import Customer, Item, MidtransClient
from integrations.midtrans.payment import Verdict
from integrations.outcome import ChannelDown, Refused, TryLater
from tests.standins import MidtransStandIn

ITEMS = [Item("L1", "Servis AC Split", 750_000), Item("PPN", "PPN", 82_500)]
AGUS = Customer("Pak Agus", "agus@x.id", "+6281234567890")


def _open(client: MidtransClient, order_id: str = "INV-2026-0042-1", amount: int = 832_500, items: list = ITEMS):
    return client.create_transaction(order_id, amount, items, AGUS, "https://sigap.test/i/abc", 24)


def test_transaction_is_the_json_midtrans_documents(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    page = _open(midtrans_client)
    assert page.token == midtrans.received[0]["id"]
    assert page.redirect_url.endswith(f"/snap/v3/redirection/{page.token}")
    assert midtrans.received[0]["body"] == {
        "transaction_details": {"order_id": "INV-2026-0042-1", "gross_amount": 832500},
        "item_details": [
            {"id": "L1", "price": 750000, "quantity": 1, "name": "Servis AC Split"},
            {"id": "PPN", "price": 82500, "quantity": 1, "name": "PPN"},
        ],
        "customer_details": {"first_name": "Pak Agus", "email": "agus@x.id", "phone": "+6281234567890"},
        "credit_card": {"secure": True},
        "expiry": {"unit": "hour", "duration": 24},
        "callbacks": {"finish": "https://sigap.test/i/abc"},
    }
    assert midtrans.violations == []


def test_discount_is_a_negative_line_and_long_names_are_cut(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    _open(midtrans_client, items=[Item("L1", "Servis " * 20, 450_000, 2), Item("D", "Diskon", -67_500)])
    assert len(midtrans.received[0]["body"]["item_details"][0]["name"]) == 50


def test_asking_twice_gives_the_same_page(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    assert _open(midtrans_client) == _open(midtrans_client)
    assert len(midtrans.received) == 1


def test_lost_answer_is_made_good_by_asking_again(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    midtrans.behave(drop=True, accept=True, times=1)
    with pytest.raises(TryLater, match="connection_lost"):
        _open(midtrans_client)
    assert _open(midtrans_client).token == midtrans.received[0]["id"]


def test_used_order_id_is_refused(midtrans_client: MidtransClient):
    _open(midtrans_client)
    with pytest.raises(Refused, match="order_id_taken"):
        _open(midtrans_client, amount=100_000, items=[Item("L1", "Lain", 100_000)])


@pytest.mark.parametrize(
    ("order_id", "amount", "words"),
    [
        ("INV/2026/XI/0042", 832_500, "symbols"),
        ("x" * 51, 832_500, "too long"),
        ("", 832_500, "required"),
        ("INV-1", 832_501, "not equal to the sum"),
    ],
)
def test_broken_orders_are_refused(midtrans: MidtransStandIn, midtrans_client: MidtransClient, order_id, amount, words):
    with pytest.raises(Refused, match=words) as caught:
        _open(midtrans_client, order_id, amount)
    assert caught.value.code == "bad_request"
    assert midtrans.violations


def test_wrong_key_stops_the_channel(midtrans: MidtransStandIn):
    client = MidtransClient(midtrans.url, midtrans.url, "SB-Mid-server-wrong")
    with pytest.raises(ChannelDown, match="unauthorized"):
        _open(client)
    with pytest.raises(ChannelDown, match="unauthorized"):
        client.get_status("INV-1")


def test_status_is_none_until_the_customer_acts(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    _open(midtrans_client)
    assert midtrans_client.get_status("INV-2026-0042-1") is None
    midtrans.behave(body=b'{"status_code":"404","status_message":"Transaction doesn\'t exist."}', times=1)
    assert midtrans_client.get_status("INV-2026-0042-1") is None


def test_status_tells_what_was_paid(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    _open(midtrans_client)
    midtrans.pay("INV-2026-0042-1")
    found = midtrans_client.get_status("INV-2026-0042-1")
    assert found is not None
    assert (found.verdict, found.amount_idr, found.payment_type) == (Verdict.PAID, 832_500, "qris")


def test_status_of_another_order_is_not_believed(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    _open(midtrans_client)
    midtrans.pay("INV-2026-0042-1")
    midtrans.states["INV-2"] = midtrans.states["INV-2026-0042-1"]
    with pytest.raises(TryLater, match="unreadable_answer"):
        midtrans_client.get_status("INV-2")


def test_order_id_cannot_climb_out_of_its_path(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    assert midtrans_client.get_status("../../v1/x/y") is None
    assert midtrans.calls[-1]["path"] == "/v2/..%2F..%2Fv1%2Fx%2Fy/status"


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        ({"status": 500}, "http_500"),
        ({"status": 503}, "http_503"),
        ({"status": 429, "retry_after": 3}, "http_429"),
        ({"status": 202, "body": b"{}"}, "in_progress"),
        ({"status": 201, "body": b"{}"}, "unreadable_answer"),
        ({"status": 403, "body": b"<html>"}, "http_403"),
    ],
)
def test_sick_provider_means_later(midtrans: MidtransStandIn, midtrans_client: MidtransClient, behaviour, code):
    midtrans.behave(**behaviour, times=1)
    with pytest.raises(TryLater) as caught:
        _open(midtrans_client)
    assert caught.value.code == code
    assert caught.value.retry_after == behaviour.get("retry_after")


@pytest.mark.parametrize("seconds", [0.3])
def test_hanging_provider_means_later(midtrans: MidtransStandIn, midtrans_client: MidtransClient):
    midtrans.behave(hang=5, times=1)
    with pytest.raises(TryLater, match="timeout"):
        _open(midtrans_client)
