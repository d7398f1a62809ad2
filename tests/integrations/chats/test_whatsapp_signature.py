"""The challenge and the signature of Meta's webhook."""

import pytest

from integrations.whatsapp.webhook import (
    signature_is_valid,
    verify_challenge,
)
from tests.standins import payloads


def test_challenge_is_echoed_for_the_right_token_only():
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": "XYZ"}
    assert verify_challenge(asked, "XYZ") == "1158201444"
    assert verify_challenge(asked, "other") is None
    assert verify_challenge(asked, "") is None
    assert verify_challenge({**asked, "hub.verify_token": "é"}, "XYZ") is None
    assert verify_challenge({**asked, "hub.mode": "unsubscribe"}, "XYZ") is None
    assert verify_challenge({}, "XYZ") is None


def test_signature_of_the_raw_body_is_accepted():
    raw, headers = payloads.whatsapp_signed(payloads.whatsapp_text("Halo ☕ / apa kabar"))
    assert b"\\u2615" in raw
    assert signature_is_valid(raw, headers["X-Hub-Signature-256"], payloads.WA_APP_SECRET)


def test_signature_vector():
    # RFC 4231, test case 2.
    digest = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    assert signature_is_valid(b"what do ya want for nothing?", f"sha256={digest}", "Jefe")


@pytest.mark.parametrize(
    "header", [None, "", "sha256=", "sha256=é", "sha1=abc", "\udcff", "٣" * 64, "sha256=" + "0" * 64]
)
def test_forged_signature_is_refused_without_an_exception(header: str | None):
    assert signature_is_valid(b"{}", header, payloads.WA_APP_SECRET) is False


def test_nothing_is_valid_without_a_secret():
    assert signature_is_valid(b"{}", payloads.whatsapp_signature(b"{}", ""), "") is False
