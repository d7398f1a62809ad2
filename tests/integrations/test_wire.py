"""What every HTTP client shares."""

import pickle
import socket
import threading
from urllib.parse import urlsplit

import pytest

from integrations.outcome import ChannelDown, Refused, TryLater
from integrations.whatsapp.client import WhatsAppClient
from integrations.whatsapp.messages import Recipient
from integrations.wire import Wire
from tests.standins import WhatsAppStandIn
from tests.standins.server import Answer


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("5", 5.0),
        ("1.5", 1.5),
        ("999999999", 86400.0),
        ("Sat, 21 Nov 2026 01:00:30 GMT", 30.0),
        ("Sat, 21 Nov 2026 00:00:00 GMT", 0.0),
        ("-5", None),
        ("²", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read_in_seconds_and_as_a_date(whatsapp: WhatsAppStandIn, asked: str, seconds: float | None):
    given = {"Retry-After": asked, "Date": "Sat, 21 Nov 2026 01:00:00 GMT"}
    whatsapp.respond = lambda _: Answer(503, {}, given)
    assert Wire(whatsapp.url).get(whatsapp.url).retry_after == seconds


def test_redirect_is_not_followed(whatsapp: WhatsAppStandIn):
    with WhatsAppStandIn() as elsewhere:
        whatsapp.respond = lambda _: Answer(307, {}, {"Location": elsewhere.url})
        assert Wire(whatsapp.url).post(whatsapp.url, {}).status == 307
        assert elsewhere.calls == []


def test_connection_is_kept_between_calls(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    opened: list[object] = []
    original = whatsapp._server.process_request
    whatsapp._server.process_request = lambda *given: (opened.append(given), original(*given))[1]
    for _ in range(5):
        whatsapp_client.send_text(Recipient("6281234567890"), "Halo", "x")
    assert len(opened) == 1


def test_threads_share_one_client(whatsapp: WhatsAppStandIn):
    client = WhatsAppClient(whatsapp.url, "v26.0", whatsapp.token, whatsapp.phone_number_id, pool_size=8)
    send = lambda number: client.send_text(Recipient("6281234567890"), "Halo", f"outbox:{number}")  # noqa: E731
    threads = [threading.Thread(target=send, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(whatsapp.wait_for(40)) == 40
    assert whatsapp.duplicates() == {}


def test_programmed_behaviours_queue_up_and_end(whatsapp: WhatsAppStandIn, whatsapp_client: WhatsAppClient):
    whatsapp.behave(status=500, times=2)
    whatsapp.behave(status=429, retry_after=1, times=1)
    codes = []
    for _ in range(3):
        with pytest.raises(TryLater) as caught:
            whatsapp_client.send_text(Recipient("6281234567890"), "Halo", "x")
        codes.append(caught.value.code)
    whatsapp_client.send_text(Recipient("6281234567890"), "Halo", "x")
    assert codes == ["131000", "131000", "130429"]
    assert [call["status"] for call in whatsapp.calls] == [500, 500, 429, 200]


@pytest.mark.parametrize("base", ["nonsense", "ftp://127.0.0.1", "http://", "http://*.x"])
def test_nonsense_address_stops_the_channel(base: str):
    with pytest.raises(ChannelDown, match="bad_setting"):
        WhatsAppClient(base, "v26.0", "token", "1").send_text(Recipient("6281234567890"), "Halo", "x")


@pytest.mark.parametrize("token", ["“EAAG”", "EAAG\nX: y"])
def test_token_that_fits_no_header_stops_the_channel(whatsapp: WhatsAppStandIn, token: str):
    with pytest.raises(ChannelDown, match="bad_setting") as caught:
        WhatsAppClient(whatsapp.url, "v26.0", token, "1").send_text(Recipient("6281234567890"), "Halo", "x")
    assert "EAAG" not in f"{caught.value!r} {caught.value.__context__!r}"


def test_netrc_does_not_replace_our_credentials(whatsapp: WhatsAppStandIn, whatsapp_client, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login tono password x\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    assert whatsapp_client.send_text(Recipient("6281234567890"), "Halo", "x")


def test_problems_survive_pickling_as_jobs_need():
    later = pickle.loads(pickle.dumps(TryLater("429", "wait", 7.0)))
    assert (later.code, later.detail, later.retry_after) == ("429", "wait", 7.0)
    assert str(pickle.loads(pickle.dumps(Refused("blocked")))) == "blocked"


def test_timeout_is_per_client(whatsapp: WhatsAppStandIn):
    whatsapp.behave(hang=0.3, times=1)
    client = WhatsAppClient(whatsapp.url, "v26.0", whatsapp.token, whatsapp.phone_number_id, timeout=2)
    assert client.send_text(Recipient("6281234567890"), "Halo", "x")


def test_the_stand_in_takes_no_request_whose_sender_died_in_the_middle(whatsapp: WhatsAppStandIn) -> None:
    address = urlsplit(whatsapp.url)
    with socket.create_connection((address.hostname or "", address.port or 0)) as line:
        line.sendall(
            b'POST /v26.0/1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 90\r\n\r\n{"messaging_product": "what'
        )
        line.shutdown(socket.SHUT_WR)
        assert line.recv(1000) == b""
    assert not whatsapp.calls
    assert not whatsapp.violations
