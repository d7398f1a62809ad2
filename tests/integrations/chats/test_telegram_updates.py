"""Telegram's updates: what counts, and from whom."""

import pytest

from integrations.telegram.webhook import (
    ButtonPressed,
    MembershipChanged,
    StartCommand,
    TextMessage,
    Unknown,
    parse,
    secret_is_valid,
)
from tests.standins import payloads


def test_documented_start_is_read():
    update = {
        "update_id": 10000,
        "message": {
            "message_id": 1365,
            "from": {
                "id": 1111111,
                "is_bot": False,
                "first_name": "Joko",
                "username": "joko",
                "language_code": "id",
            },
            "chat": {"id": 1111111, "type": "private", "first_name": "Joko"},
            "date": 1441645532,
            "text": "/start dG9rZW4",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        },
    }
    event = parse(update)
    assert event == StartCommand(10000, 1111111, 1111111, "dG9rZW4", "Joko", "joko")
    assert event.unique_key == "tg:10000"


@pytest.mark.parametrize(
    ("words", "token"),
    [("/start", None), ("/start@sigap_bot a-b_C", "a-b_C"), ("/start  x\n", "x"), ("/start " + "a" * 64, "a" * 64)],
)
def test_spellings_of_start(words: str, token: str | None):
    event = parse(payloads.telegram_text(words))
    assert isinstance(event, StartCommand)
    assert event.token == token


@pytest.mark.parametrize("words", ["/starting", "/start two words", "/start " + "a" * 65, "/start ٣", "start", "Halo"])
def test_anything_else_is_text(words: str):
    event = parse(payloads.telegram_text(words))
    assert isinstance(event, TextMessage)
    assert event.text == words


def test_token_is_not_shown_when_logged():
    assert "rahasia" not in repr(parse(payloads.telegram_start("rahasia")))


@pytest.mark.parametrize("accessible", [True, False])
def test_button_tells_who_pressed_what_where(accessible: bool):
    update = payloads.telegram_callback(
        "claim:42:3f9a", chat_id=5, from_id=6, message_id=7, callback_id="q", update_id=8, accessible=accessible
    )
    assert parse(update) == ButtonPressed(8, "q", 6, 5, 7, "claim:42:3f9a")


@pytest.mark.parametrize("blocked", [True, False])
def test_blocking_and_unblocking(blocked: bool):
    update = payloads.telegram_membership(chat_id=9, blocked=blocked, update_id=3)
    assert parse(update) == MembershipChanged(3, 9, blocked)


@pytest.mark.parametrize("chat_type", ["group", "supergroup", "channel", ""])
def test_groups_and_channels_have_no_effect(chat_type: str):
    assert isinstance(parse(payloads.telegram_text("/start x", chat_type=chat_type)), Unknown)


def test_bots_have_no_effect():
    update = payloads.telegram_start("x")
    update["message"]["from"]["is_bot"] = True
    assert isinstance(parse(update), Unknown)


def test_number_beyond_bigint_is_unknown():
    assert isinstance(parse(payloads.telegram_start("x", chat_id=2**63)), Unknown)
    assert parse(payloads.telegram_start("x", chat_id=2**62)).chat_id == 2**62


def test_unknown_update_keeps_its_number():
    assert parse({"update_id": 4, "poll": {}}).unique_key == "tg:4"
    assert parse({"poll": {}}).unique_key.startswith("tg:other:")


def test_secret_is_compared_without_an_exception():
    assert secret_is_valid("rahasia", "rahasia")
    assert not secret_is_valid("é\udcff", "rahasia")
    assert not secret_is_valid(None, "rahasia")
    assert not secret_is_valid("", "")
