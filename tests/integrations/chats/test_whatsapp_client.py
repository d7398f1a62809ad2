"""WhatsApp over real HTTP, against a stand-in that refuses what Meta would refuse."""

import pytest

from integrations.outcome import Accepted, ChannelDown, DeliveryProblem, Refused, TryLater
from integrations.whatsapp import errors
from integrations.whatsapp.client import WhatsAppClient
from integrations.whatsapp.media import is_trusted
from integrations.whatsapp.messages import Recipient
from integrations.wire import Wire
from tests.standins import WhatsAppStandIn

AGUS = Recipient(wa_id="6281234567890")


def test_text_is_the_json_meta_documents(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    accepted = whatsapp_client.send_text(AGUS, "Halo Pak Agus, …", "outbox:123")
    assert accepted == Accepted(whatsapp.received[0]["id"], "6281234567890")
    assert whatsapp.received[0]["body"] == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "6281234567890",
        "type": "text",
        "text": {"preview_url": False, "body": "Halo Pak Agus, …"},
        "biz_opaque_callback_data": "outbox:123",
    }
    assert whatsapp.violations == []


def test_template_is_the_json_meta_documents(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp.templates = {("invoice_terkirim", "id"): (2, True)}
    whatsapp_client.send_template(
        AGUS, "invoice_terkirim", "id", ["Pak\nAgus", "Rp832.500"], callback_data="outbox:1", url_suffix="abc123"
    )
    assert whatsapp.received[0]["body"]["template"] == {
        "name": "invoice_terkirim",
        "language": {"code": "id"},
        "components": [
            {
                "type": "body",
                "parameters": [{"type": "text", "text": "Pak Agus"}, {"type": "text", "text": "Rp832.500"}],
            },
            {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "abc123"}]},
        ],
    }


def test_template_without_variables_has_no_components(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp_client.send_template(AGUS, "hello_world", "en_US", [], callback_data="x")
    assert "components" not in whatsapp.received[0]["body"]["template"]


def test_empty_template_variable_is_filled_with_a_dash(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp_client.send_template(AGUS, "hello", "id", [" \n "], callback_data="x")
    components = whatsapp.received[0]["body"]["template"]["components"]
    assert components[0]["parameters"][0]["text"] == "-"


def test_wrong_number_of_variables_is_refused_as_our_fault(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp.templates = {("hello", "id"): (2, False)}
    with pytest.raises(Refused, match="132000"):
        whatsapp_client.send_template(AGUS, "hello", "id", ["satu"], callback_data="x")


def test_document_goes_out_with_link_name_and_caption(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp_client.send_document(AGUS, "https://sigap.test/i/a.pdf", "INV-2026-0042.pdf", "Faktur Anda", "outbox:2")
    expected = {"link": "https://sigap.test/i/a.pdf", "filename": "INV-2026-0042.pdf", "caption": "Faktur Anda"}
    assert whatsapp.received[0]["body"]["document"] == expected


def test_hidden_number_is_written_to_by_user_id(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    accepted = whatsapp_client.send_text(Recipient(user_id="ID.13491208655302741918"), "Halo", "outbox:3")
    assert whatsapp.received[0]["body"]["recipient"] == "ID.13491208655302741918"
    assert "to" not in whatsapp.received[0]["body"]
    assert accepted.recipient == "ID.13491208655302741918"


def test_number_is_preferred_over_user_id():
    assert Recipient("6281", "ID.1").address() == {"to": "6281"}


def test_recipient_without_any_address_is_refused():
    with pytest.raises(ValueError, match="wa_id"):
        Recipient()


def test_the_wa_id_meta_answers_is_handed_back(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp.wa_ids["5511987654321"] = "551187654321"
    assert whatsapp_client.send_text(Recipient("5511987654321"), "Oi", "x").recipient == "551187654321"


def test_overlong_text_gets_metas_refusal(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    with pytest.raises(Refused, match="131009"):
        whatsapp_client.send_text(AGUS, "x" * 4097, "outbox:1")
    assert len(whatsapp.violations) == 1


def test_wrong_token_stops_the_channel_and_is_not_quoted(whatsapp: WhatsAppStandIn):
    client = WhatsAppClient(whatsapp.url, "v26.0", "EAAG-wrong-token", whatsapp.phone_number_id)
    with pytest.raises(ChannelDown) as caught:
        client.send_text(AGUS, "Halo", "x")
    assert caught.value.code == "190"
    assert "EAAG" not in str(caught.value)


def test_token_quoted_by_the_provider_is_blotted_out(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    body = b'{"error":{"message":"Malformed access token %s","code":190}}' % whatsapp.token.encode()
    whatsapp.behave(status=401, body=body, times=1)
    with pytest.raises(ChannelDown) as caught:
        whatsapp_client.send_text(AGUS, "Halo", "x")
    assert caught.value.detail == "Malformed access token ***"


@pytest.mark.parametrize(
    ("codes", "kind"),
    [(errors.STOP, ChannelDown), (errors.WAIT, TryLater), (errors.OTHER_WAY, Refused), (errors.FIX, Refused)],
)
def test_every_documented_code_has_its_consequence(codes: frozenset[int], kind: type[DeliveryProblem]):
    for code in codes:
        found = errors.problem(code, "x", status=200)
        assert type(found) is kind
        assert found.code == str(code)


def test_undocumented_code_is_judged_by_the_status():
    assert isinstance(errors.problem(999999, status=503), TryLater)
    assert isinstance(errors.problem(999999, status=429), TryLater)
    assert isinstance(errors.problem(999999, status=400), Refused)


def test_one_recipient_refused_by_code_over_http(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp.refuse["6281234567890"] = 131030
    with pytest.raises(Refused) as caught:
        whatsapp_client.send_text(AGUS, "Halo", "x")
    assert caught.value.code == "131030"
    assert caught.value.detail == "(#131030) Recipient phone number not in allowed list"


def test_rate_limit_says_when_to_come_back(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp.behave(status=429, retry_after=7, times=1)
    with pytest.raises(TryLater) as caught:
        whatsapp_client.send_text(AGUS, "Halo", "x")
    assert (caught.value.code, caught.value.retry_after) == ("130429", 7.0)
    assert whatsapp_client.send_text(AGUS, "Halo", "x").provider_id


@pytest.mark.parametrize("status", [500, 502, 503])
def test_sick_provider_means_later(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient, status: int):
    whatsapp.behave(status=status, times=1)
    with pytest.raises(TryLater, match="131000"):
        whatsapp_client.send_text(AGUS, "Halo", "x")


@pytest.mark.parametrize(("status", "body"), [(403, b"<h1>WAF</h1>"), (302, b""), (404, b"nginx"), (502, b"{}")])
def test_an_answer_that_is_not_metas_never_loses_the_message(
    whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient, status: int, body: bytes
):
    whatsapp.behave(status=status, body=body, times=1)
    with pytest.raises(TryLater, match=f"http_{status}"):
        whatsapp_client.send_text(AGUS, "Halo", "x")


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"not json", b'{"messages":[]}', b'{"messages":[{"id":5}]}'])
def test_unreadable_success_means_later(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient, body: bytes):
    whatsapp.behave(body=body, times=1)
    with pytest.raises(TryLater, match="unreadable_answer"):
        whatsapp_client.send_text(AGUS, "Halo", "x")


@pytest.mark.parametrize("seconds", [0.3])
def test_hanging_provider_is_given_up_after_the_read_timeout(
    whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient
):
    whatsapp.behave(hang=5, times=1)
    with pytest.raises(TryLater, match="timeout"):
        whatsapp_client.send_text(AGUS, "Halo", "x")


def test_accepted_but_unanswered_message_shows_as_a_duplicate(
    whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient
):
    whatsapp.behave(drop=True, accept=True, times=1)
    with pytest.raises(TryLater, match="connection_lost"):
        whatsapp_client.send_text(AGUS, "Halo", "outbox:9")
    whatsapp_client.send_text(AGUS, "Halo", "outbox:9")
    assert whatsapp.duplicates() == {"outbox:9": 2}


def test_offline_provider_is_unreachable_and_comes_back(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp_client.send_text(AGUS, "Halo", "x")
    whatsapp.offline()
    with pytest.raises(TryLater, match="unreachable"):
        whatsapp_client.send_text(AGUS, "Halo", "x")
    whatsapp.online()
    whatsapp_client.send_text(AGUS, "Halo", "x")
    assert len(whatsapp.received) == 2


def test_media_is_fetched_with_its_type_and_digest(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    media = whatsapp_client.fetch_media(whatsapp.add_media(b"\xff\xd8gambar"), 1000)
    assert (media.content, media.mime_type, len(media.sha256)) == (b"\xff\xd8gambar", "image/jpeg", 64)


def test_media_larger_than_allowed_is_refused(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    with pytest.raises(Refused, match="media_too_big"):
        whatsapp_client.fetch_media(whatsapp.add_media(b"x" * 1001), 1000)


def test_media_that_lies_about_its_size_is_cut_off(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    media_id = whatsapp.add_media(b"x" * 200_000)
    described = f'{{"url":"{whatsapp.url}/media-file/{media_id}","file_size":"10"}}'.encode()
    whatsapp.behave(body=described, times=1)
    with pytest.raises(Refused, match="media_too_big"):
        whatsapp_client.fetch_media(media_id, 1000)


def test_our_token_never_goes_to_a_foreign_host(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp.media_url = "https://evil.example/steal"
    with pytest.raises(Refused, match="media_host"):
        whatsapp_client.fetch_media(whatsapp.add_media(b"x"), 1000)


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1", True),
        ("https://mmg.whatsapp.net/x", True),
        ("http://lookaside.fbsbx.com/x", False),
        ("https://lookaside.fbsbx.com:8443/x", False),
        ("https://lookaside.fbsbx.com@evil.example/x", False),
        ("https://evilfbsbx.com/x", False),
        ("https://fbsbx.com.evil.example/x", False),
        ("http://169.254.169.254/latest", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_media_hosts_are_metas_only(url: str, trusted: bool):
    assert is_trusted(url, "https://graph.facebook.com/v26.0") is trusted


def test_timeouts_default_to_five_and_twenty_seconds():
    assert Wire("https://graph.facebook.com")._timeout == (5.0, 20.0)
