"""Midtrans notifications: the signature, its traps, and what each status means."""

import pytest

from integrations.midtrans.webhook import PaymentNotification, Unknown, Verdict, parse, signature_is_valid, verdict
from tests.standins import payloads

KEY = payloads.MIDTRANS_KEY


def test_published_vector():
    key = "askvnoibnosifnboseofinbofinfgbiufglnbfg"
    digest = payloads.midtrans_signature("1111", "200", "100000.00", key)
    assert digest.startswith("edc076b21793ebe3")
    told = {"order_id": "1111", "status_code": "200", "gross_amount": "100000.00", "signature_key": digest}
    assert signature_is_valid(told, key)


def test_genuine_notification_is_read():
    told = payloads.midtrans_notification("INV-2026-0042-1", 832_500)
    assert signature_is_valid(told, KEY)
    event = parse(told)
    assert isinstance(event, PaymentNotification)
    assert (event.order_id, event.amount_idr, event.verdict) == ("INV-2026-0042-1", 832_500, Verdict.PAID)
    assert event.unique_key == "mt:INV-2026-0042-1:513f1f01-c9da-474c-9fc9-d5c64364b709:settlement:200"


@pytest.mark.parametrize(
    "change",
    [
        {"order_id": "INV-2"},
        {"gross_amount": "832501.00"},
        {"status_code": "201"},
        {"signature_key": "é"},
        {"signature_key": None},
        {"signature_key": 5},
        {"signature_key": ""},
        {"order_id": None},
        {"order_id": ["INV-2026-0042-1"]},
        {"gross_amount": 832500.0},
        {"status_code": 200},
    ],
)
def test_changed_notification_is_refused(change: dict):
    told = payloads.midtrans_notification("INV-2026-0042-1", 832_500)
    assert not signature_is_valid({**told, **change}, KEY)


@pytest.mark.parametrize(
    ("order_id", "status_code", "gross_amount"),
    [
        ("INV-12", "001", "0000.00"),  # "INV-1" + "200" + "10000.00" cut elsewhere
        ("INV-", "120", "010000.00"),
        ("INV-1200", "100", "00.00"),
        ("INV-1", "20٠", "10000.00"),
        ("INV-1", "200", "1e4"),
        ("INV-1", "200", "NaN"),
        ("INV-1", "200", "-1.00"),
        ("INV/1", "200", "10000.00"),
        ("INV-1\n", "200", "10000.00"),
    ],
)
def test_rightly_signed_string_cut_elsewhere_is_refused(order_id: str, status_code: str, gross_amount: str):
    told = {"order_id": order_id, "status_code": status_code, "gross_amount": gross_amount}
    told["signature_key"] = payloads.midtrans_signature(order_id, status_code, gross_amount)
    assert not signature_is_valid(told, KEY)


def test_nothing_is_valid_without_a_server_key():
    assert not signature_is_valid(payloads.midtrans_notification("INV-1", 1000, server_key=""), "")


def test_signature_does_not_cover_the_status():
    """This is why "paid" is believed only after Get Status."""
    told = payloads.midtrans_notification("INV-1", 1000, "capture")
    assert signature_is_valid({**told, "transaction_status": "settlement"}, KEY)


@pytest.mark.parametrize(
    ("transaction_status", "fraud_status", "meaning"),
    [
        ("pending", None, Verdict.PENDING),
        ("authorize", "accept", Verdict.PENDING),
        ("capture", "accept", Verdict.PAID),
        ("capture", "challenge", Verdict.REVIEW),
        ("capture", None, Verdict.REVIEW),
        ("capture", "deny", Verdict.FAILED),
        ("settlement", "accept", Verdict.PAID),
        ("settlement", None, Verdict.PAID),
        ("settlement", "challenge", Verdict.REVIEW),
        ("deny", None, Verdict.FAILED),
        ("cancel", None, Verdict.FAILED),
        ("failure", None, Verdict.FAILED),
        ("expire", None, Verdict.EXPIRED),
        ("refund", None, Verdict.REFUNDED),
        ("partial_refund", None, Verdict.REFUNDED),
        ("chargeback", None, Verdict.REFUNDED),
        ("partial_chargeback", None, Verdict.REFUNDED),
        ("brand_new", None, Verdict.REVIEW),
        (None, None, Verdict.REVIEW),
    ],
)
def test_meaning_of_every_status(transaction_status: str | None, fraud_status: str | None, meaning: Verdict):
    assert verdict(transaction_status, fraud_status) is meaning


@pytest.mark.parametrize("amount", ["832500.50", "832500", "0832500.00", "٨.00", "1e5.00", "", " 1.00"])
def test_odd_amount_is_no_amount(amount: str):
    event = parse({**payloads.midtrans_notification("INV-1", 1000), "gross_amount": amount or "x"})
    assert event.amount_idr is None


def test_two_partial_refunds_are_two_events():
    first = parse(payloads.midtrans_notification("INV-1", 1000, "partial_refund", refund_amount="100.00"))
    second = parse(payloads.midtrans_notification("INV-1", 1000, "partial_refund", refund_amount="200.00"))
    assert first.unique_key != second.unique_key


def test_notification_without_identity_is_kept_as_unknown():
    assert isinstance(parse({"order_id": "INV-1"}), Unknown)
