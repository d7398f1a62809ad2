"""Telegram over real HTTP, against a stand-in that refuses what Telegram would refuse."""

import logging

import pytest

from integrations.outcome import Accepted, ChannelDown, Refused, TryLater
from integrations.telegram.client import Button, TelegramClient
from tests.standins import TelegramStandIn

BUDI = 1111111
JOB = "<b>Job baru</b> di Bandung &amp; Cimahi"
ROWS = [[Button("Ambil Job", callback_data="c:42:3f9a"), Button("Lihat", url="https://sigap.test/t/42")]]


def test_message_is_the_json_telegram_documents(telegram: TelegramStandIn, telegram_client: TelegramClient):
    accepted = telegram_client.send_message(BUDI, JOB, ROWS)
    assert accepted == Accepted(str(telegram.received[0]["id"]), "1111111")
    assert telegram.received[0]["body"] == {
        "chat_id": 1111111,
        "text": JOB,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [
                    {"text": "Ambil Job", "callback_data": "c:42:3f9a"},
                    {"text": "Lihat", "url": "https://sigap.test/t/42"},
                ]
            ]
        },
    }
    assert telegram.violations == []


def test_edit_replaces_words_and_takes_the_buttons_away(telegram: TelegramStandIn, telegram_client: TelegramClient):
    message_id = int(telegram_client.send_message(BUDI, JOB, ROWS).provider_id)
    assert telegram_client.edit_message(BUDI, message_id, "Sudah penuh.").provider_id == str(message_id)
    shown = telegram.messages[BUDI, message_id]
    assert shown == {"text": "Sudah penuh.", "reply_markup": {"inline_keyboard": []}}


def test_edit_that_changes_nothing_counts_as_done(telegram: TelegramStandIn, telegram_client: TelegramClient):
    message_id = int(telegram_client.send_message(BUDI, "Sama").provider_id)
    assert telegram_client.edit_message(BUDI, message_id, "Sama") == Accepted(str(message_id), str(BUDI))


def test_edit_of_a_vanished_message_is_refused(telegram_client: TelegramClient):
    with pytest.raises(Refused) as caught:
        telegram_client.edit_message(BUDI, 99, "Sudah penuh.")
    assert caught.value.code == "message_not_found"


def test_button_tap_is_answered_within_200_characters(telegram: TelegramStandIn, telegram_client: TelegramClient):
    telegram_client.answer_callback("4382bf", "Job berhasil diambil. " * 20, show_alert=True)
    body = telegram.received[0]["body"]
    assert (len(body["text"]), body["text"][-1], body["show_alert"]) == (200, "…", True)


def test_late_answer_to_a_button_is_refused(telegram: TelegramStandIn, telegram_client: TelegramClient):
    telegram.old_queries.add("old")
    with pytest.raises(Refused) as caught:
        telegram_client.answer_callback("old", "Terlambat")
    assert caught.value.code == "query_too_old"


def test_webhook_is_set_with_its_secret(telegram: TelegramStandIn, telegram_client: TelegramClient):
    telegram_client.set_webhook("https://sigap.test/webhooks/telegram", "rahasia_1-2")
    assert telegram.webhook == {
        "url": "https://sigap.test/webhooks/telegram",
        "secret_token": "rahasia_1-2",
        "allowed_updates": ["message", "callback_query", "my_chat_member"],
        "max_connections": 20,
        "drop_pending_updates": False,
    }


def test_webhook_without_tls_is_refused(telegram_client: TelegramClient):
    with pytest.raises(Refused, match="bad_webhook"):
        telegram_client.set_webhook("http://sigap.test/x", "rahasia")


def test_blocked_bot_is_refused_as_blocked(telegram: TelegramStandIn, telegram_client: TelegramClient):
    telegram.blocked.add(BUDI)
    with pytest.raises(Refused) as caught:
        telegram_client.send_message(BUDI, JOB)
    assert (caught.value.code, caught.value.detail) == ("blocked", "Forbidden: bot was blocked by the user")


def test_chat_that_never_pressed_start_is_refused(telegram: TelegramStandIn, telegram_client: TelegramClient):
    telegram.unknown_chats.add(BUDI)
    with pytest.raises(Refused, match="chat_not_found"):
        telegram_client.send_message(BUDI, JOB)


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (403, "Forbidden: user is deactivated", "deactivated"),
        (403, "Forbidden: bot can't initiate conversation with a user", "not_started"),
        (403, "Forbidden: something new", "forbidden"),
        (400, "Bad Request: group chat was upgraded to a supergroup chat", "chat_moved"),
        (400, "Bad Request: message can't be edited", "message_not_editable"),
        (400, "Bad Request: something new", "bad_request"),
    ],
)
def test_other_refusals_have_a_code(
    telegram: TelegramStandIn, telegram_client: TelegramClient, status: int, words: str, code: str
):
    body = f'{{"ok":false,"error_code":{status},"description":"{words}"}}'.encode()
    telegram.behave(status=status, body=body, times=1)
    with pytest.raises(Refused) as caught:
        telegram_client.send_message(BUDI, JOB)
    assert (caught.value.code, caught.value.detail) == (code, words)


@pytest.mark.parametrize(
    ("html", "buttons", "code"),
    [
        ("<b>rusak", (), "bad_html"),
        ("<script>x</script>", (), "bad_html"),
        ("", (), "empty_text"),
        ("x" * 4097, (), "too_long"),
        ("x", [[Button("y", callback_data="é" * 33)]], "bad_button"),
        ("x", [[Button("y", callback_data="")]], "bad_button"),
        ("x", [[Button("y")]], "bad_button"),
        ("x", [[Button("y", url="javascript:1")]], "bad_button"),
    ],
)
def test_broken_messages_are_refused(
    telegram: TelegramStandIn, telegram_client: TelegramClient, html: str, buttons: list, code: str
):
    with pytest.raises(Refused) as caught:
        telegram_client.send_message(BUDI, html, buttons)
    assert caught.value.code == code
    assert telegram.violations
    assert telegram.received == []


def test_4096_characters_after_entities_are_allowed(telegram_client: TelegramClient):
    assert telegram_client.send_message(BUDI, "<b>" + "&amp;" * 4096 + "</b>")


def test_too_many_requests_says_when_to_come_back(telegram: TelegramStandIn, telegram_client: TelegramClient):
    telegram.behave(status=429, retry_after=7, times=1)
    with pytest.raises(TryLater) as caught:
        telegram_client.send_message(BUDI, JOB)
    assert (caught.value.code, caught.value.retry_after) == ("429", 7.0)


def test_wrong_token_stops_the_channel(telegram: TelegramStandIn):
    with pytest.raises(ChannelDown, match="bad_token"):
        TelegramClient(telegram.url, "123456:wrong").send_message(BUDI, JOB)


@pytest.mark.parametrize("status", [500, 502, 409])
def test_sick_provider_means_later(telegram: TelegramStandIn, telegram_client: TelegramClient, status: int):
    telegram.behave(status=status, times=1)
    with pytest.raises(TryLater, match=str(status)):
        telegram_client.send_message(BUDI, JOB)


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"ok":true,"result":[]}', b'{"ok":false}'])
def test_unreadable_answer_means_later(telegram: TelegramStandIn, telegram_client: TelegramClient, body: bytes):
    telegram.behave(body=body, times=1)
    with pytest.raises(TryLater):
        telegram_client.send_message(BUDI, JOB)


@pytest.mark.parametrize("seconds", [1.5])
def test_hanging_provider_is_given_up_and_the_token_stays_secret(
    telegram: TelegramStandIn, telegram_client: TelegramClient, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    telegram_client.send_message(BUDI, JOB)
    telegram.behave(hang=5, times=1)
    with pytest.raises(TryLater) as caught:
        telegram_client.send_message(BUDI, JOB)
    telegram.offline()
    with pytest.raises(TryLater) as offline:
        telegram_client.send_message(BUDI, JOB)
    for problem in (caught.value, offline.value):
        assert telegram.token not in f"{problem!r} {problem.__cause__!r} {problem.__context__!r}"
    assert "/bot***" in caplog.text
    assert telegram.token not in caplog.text
