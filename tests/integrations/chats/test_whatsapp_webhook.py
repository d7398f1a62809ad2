"""Meta's payloads read into events."""

from datetime import UTC, datetime

import pytest

from integrations.whatsapp.single_event import read_single, write_single
from integrations.whatsapp.webhook import (
    IdentityChange,
    InboundMessage,
    StatusUpdate,
    Unknown,
    parse,
)
from tests.standins import payloads

OURS = payloads.PHONE_NUMBER_ID


def only(payload: object) -> object:
    events = parse(payload, OURS)
    assert len(events) == 1
    if not isinstance(events[0], Unknown):
        assert read_single(write_single(events[0])) == events[0], "the inbox keeps it alone and reads it again"
    return events[0]


def test_documented_text_is_read():
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "6281100000000", "phone_number_id": "1122334455667"},
        "contacts": [
            {
                "profile": {"name": "Budi", "username": "budi_s"},
                "wa_id": "6281234567890",
                "user_id": "ID.13491208655302741918",
            }
        ],
        "messages": [
            {
                "from": "6281234567890",
                "from_user_id": "ID.13491208655302741918",
                "id": "wamid.HBgN",
                "timestamp": "1697043223",
                "type": "text",
                "text": {"body": "DAFTAR#Budi#Jl. Merdeka 1#AC tidak dingin"},
            }
        ],
    }
    payload = {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
    }
    event = only(payload)
    assert event == InboundMessage(
        provider_id="wamid.HBgN",
        kind="text",
        text="DAFTAR#Budi#Jl. Merdeka 1#AC tidak dingin",
        from_wa_id="6281234567890",
        from_user_id="ID.13491208655302741918",
        profile_name="Budi",
        sent_at=datetime(2023, 10, 11, 16, 53, 43, tzinfo=UTC),
        context_id=None,
        button_payload=None,
        contact_phones=(),
        media_id=None,
        media_type=None,
        file_name=None,
        raw=value["messages"][0],
    )
    assert event.unique_key == "wa:msg:wamid.HBgN"


def test_customer_with_a_hidden_number_is_known_by_user_id():
    event = only(payloads.whatsapp_text("Halo", wa_id=None, user_id="ID.77", name="Ibu Wati"))
    assert (event.from_wa_id, event.from_user_id, event.profile_name) == (None, "ID.77", "Ibu Wati")


def test_user_id_is_taken_from_the_contact_when_the_message_has_none():
    payload = payloads.whatsapp_text("Halo", user_id="ID.77")
    del payload["entry"][0]["changes"][0]["value"]["messages"][0]["from_user_id"]
    assert only(payload).from_user_id == "ID.77"


def test_somebody_elses_contact_is_not_taken():
    payload = payloads.whatsapp_text("Halo", wa_id="6281", user_id=None)
    payload["entry"][0]["changes"][0]["value"]["contacts"] = [{"profile": {"name": "Lain"}, "wa_id": "6299"}]
    assert only(payload).profile_name is None


@pytest.mark.parametrize(
    ("kind", "content", "text", "payload"),
    [
        ("button", {"payload": "confirm:42", "text": "Ya"}, "Ya", "confirm:42"),
        (
            "interactive",
            {"type": "button_reply", "button_reply": {"id": "rate:TKT1:5", "title": "Puas"}},
            "Puas",
            "rate:TKT1:5",
        ),
        (
            "interactive",
            {"type": "list_reply", "list_reply": {"id": "svc:ac", "title": "Servis AC"}},
            "Servis AC",
            "svc:ac",
        ),
        ("location", {"latitude": -6.9, "longitude": 107.6}, None, None),
        ("order", {"catalog_id": "1", "product_items": []}, None, None),
    ],
)
def test_kinds_of_messages(kind: str, content: dict, text: str | None, payload: str | None):
    event = only(payloads.whatsapp_message(kind, content, reply_to="wamid.ours"))
    assert (event.kind, event.text, event.button_payload, event.context_id) == (kind, text, payload, "wamid.ours")


def test_image_brings_its_media_id_and_caption():
    event = only(payloads.whatsapp_message("image", {"mime_type": "image/jpeg", "id": "987", "caption": "Bukti"}))
    assert (event.media_id, event.text) == ("987", "Bukti")


def test_shared_contact_brings_its_phones():
    cards = [
        {"name": {"formatted_name": "Agus"}, "phones": [{"phone": "+62 812", "wa_id": "62812"}, {"wa_id": "62813"}]}
    ]
    assert only(payloads.whatsapp_message("contacts", cards)).contact_phones == ("+62 812", "62813")


def test_reaction_edit_and_revoke_point_to_their_message():
    reaction = only(payloads.whatsapp_message("reaction", {"message_id": "wamid.1", "emoji": "👍"}))
    assert (reaction.context_id, reaction.text) == ("wamid.1", "👍")
    inner = {"type": "text", "text": {"body": "baru"}}
    edit = only(payloads.whatsapp_message("edit", {"original_message_id": "wamid.2", "message": inner}))
    assert (edit.context_id, edit.text) == ("wamid.2", "baru")
    assert only(payloads.whatsapp_message("revoke", {"original_message_id": "wamid.3"})).context_id == "wamid.3"


def test_changed_number_and_changed_user_id_are_identity_changes():
    number = only(payloads.whatsapp_identity_change(wa_id="6281", user_id=None, new="6282", wamid="wamid.A"))
    assert isinstance(number, IdentityChange)
    assert (number.old_wa_id, number.new_wa_id, number.unique_key) == ("6281", "6282", "wa:msg:wamid.A")
    user = only(payloads.whatsapp_identity_change("user_changed_user_id", wa_id=None, user_id="ID.1", new="MY.2"))
    assert (user.old_user_id, user.new_user_id) == ("ID.1", "MY.2")


def test_previous_user_id_counts_as_the_old_one():
    system = {"type": "user_changed_user_id", "user_id": "MX.2", "previous_user_id": "CO.1", "body": "…"}
    event = only(payloads.whatsapp_message("system", system, wa_id=None, user_id=None))
    assert (event.old_user_id, event.new_user_id) == ("CO.1", "MX.2")


def test_failed_status_brings_code_and_detail():
    told = payloads.whatsapp_status(
        "wamid.X",
        "failed",
        callback_data="outbox:123",
        error_code=131047,
        error_details="more than 24 hours",
        timestamp=1689380458,
    )
    event = only(told)
    assert isinstance(event, StatusUpdate)
    assert (event.error_code, event.error_detail) == ("131047", "more than 24 hours")
    assert (event.callback_data, event.recipient_wa_id) == ("outbox:123", "6281234567890")
    assert (event.unique_key, event.at) == ("wa:status:wamid.X:failed", datetime(2023, 7, 15, 0, 20, 58, tzinfo=UTC))


def test_status_of_a_hidden_number_names_the_user_id():
    event = only(payloads.whatsapp_status("wamid.X", recipient_id=None, recipient_user_id="ID.9"))
    assert (event.recipient_wa_id, event.recipient_user_id) == (None, "ID.9")


def test_batch_gives_every_event_once_and_in_order():
    text = payloads.whatsapp_text("satu", wamid="wamid.1")
    status = payloads.whatsapp_status("wamid.2", "read")
    events = parse(payloads.whatsapp_batch(text, status, text, payloads.whatsapp_status("wamid.2", "sent")), OURS)
    assert [event.unique_key for event in events] == [
        "wa:msg:wamid.1",
        "wa:status:wamid.2:read",
        "wa:status:wamid.2:sent",
    ]


def test_other_numbers_of_the_app_are_left_out():
    assert parse(payloads.whatsapp_text("Halo", phone_number_id="999"), OURS) == []
    assert len(parse(payloads.whatsapp_text("Halo", phone_number_id="999"))) == 1


def test_message_without_metadata_is_kept_without_effect():
    payload = payloads.whatsapp_text("Halo")
    del payload["entry"][0]["changes"][0]["value"]["metadata"]
    assert isinstance(only(payload), Unknown)


def test_other_fields_are_kept_as_unknown_with_a_stable_key():
    change = {"field": "flows", "value": {"new_quality_score": "RED"}}
    first = only({"entry": [{"id": "1", "time": 5, "changes": [change]}]})
    again = only({"entry": [{"changes": [dict(reversed(change.items()))], "time": 5, "id": "1"}]})
    assert first.field_name == "flows"
    assert first.unique_key == again.unique_key
    assert first.unique_key.startswith("wa:other:")
    assert only({"entry": [{"id": "1", "time": 6, "changes": [change]}]}).unique_key != first.unique_key


def test_nul_and_lone_surrogates_do_not_reach_the_database():
    event = only(payloads.whatsapp_text("a\x00b\ud800c"))
    assert event.text == "ab?c"
    assert event.raw["text"]["body"] == "ab?c"


@pytest.mark.parametrize("stamp", ["", "٣٣٣", "-5", "1e9", "999999999999", None, True, {}, 1.5])
def test_odd_timestamp_is_no_time(stamp: object):
    payload = payloads.whatsapp_text("x")
    payload["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = stamp
    assert only(payload).sent_at is None


def test_overlong_id_still_gives_a_key_that_fits():
    key = only(payloads.whatsapp_text("x", wamid="w" * 5000)).unique_key
    assert len(key) <= 200
