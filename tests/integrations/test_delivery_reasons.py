"""Every code an integration can give has a sentence for people."""

import pytest

from app.presenters.messaging.delivery_reasons import reason
from integrations.telegram.errors import _SENTENCES
from integrations.whatsapp import errors

GENERAL = "tidak menyampaikan pesan"


@pytest.mark.parametrize("code", sorted(errors.STOP | errors.WAIT | errors.OTHER_WAY | errors.FIX))
def test_every_documented_whatsapp_code_has_its_sentence(code: int):
    assert GENERAL not in reason("whatsapp", str(code))


def test_every_telegram_code_has_its_sentence():
    for code in {code for _, code in _SENTENCES} | {"forbidden", "bad_request", "bad_token", "429", "409", "502"}:
        assert GENERAL not in reason("telegram", code)


@pytest.mark.parametrize("channel", ["whatsapp", "telegram", "midtrans", "smtp", "email"])
@pytest.mark.parametrize(
    "code",
    [
        "timeout",
        "unreachable",
        "connection_lost",
        "tls",
        "http_500",
        "http_429",
        "unreadable_answer",
        "bad_address",
        "bad_setting",
        "broken",
    ],
)
def test_trouble_on_the_way_has_its_sentence_on_every_channel(channel: str, code: str):
    assert GENERAL not in reason(channel, code)


@pytest.mark.parametrize("code", ["order_id_taken", "bad_request", "unauthorized", "in_progress"])
def test_every_midtrans_code_has_its_sentence(code: str):
    assert GENERAL not in reason("midtrans", code)


@pytest.mark.parametrize("code", ["421", "450", "451", "535", "550", "552", "554", "auth_missing", "starttls_missing"])
def test_common_mail_codes_have_their_sentence(code: str):
    assert GENERAL not in reason("smtp", code)


def test_unforeseen_code_is_named():
    assert reason("whatsapp", "987654") == "WhatsApp tidak menyampaikan pesan (kode 987654)."
    assert reason("burung merpati", "x") == "burung merpati tidak menyampaikan pesan (kode x)."
