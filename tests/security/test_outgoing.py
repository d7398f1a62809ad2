"""Addresses that people give us to call: never our own network, however they are written or resolved."""

import socket

import pytest

from app.core.errors import Invalid
from app.jobs.monitoring.watch_parts import ping_dead_man
from integrations.outcome import Refused, TryLater
from integrations.webhooks.client import HookClient
from integrations.webpush.subscription import Subscription, is_sound
from tests.standins.server import Answer, StandIn
from workflows.webhooks.endpoint_rules import fit_url

INNER = ["127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[::1]",
         "[::]", "[fd00::1]", "[fe80::1]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]",
         "[2002:7f00:1::]", "[64:ff9b:1::7f00:1]", "224.0.0.1", "255.255.255.255", "192.0.2.1"]  # fmt: skip
ODD = ["2130706433", "0x7f000001", "017700000001", "127.1", "0", "localhost.", "127.0.0.1.nip.example"]
SECRET = "whsec_" + "QUFB" * 11


class LeadsElsewhere(StandIn):
    """Sends every caller on."""

    def reply(self, request):
        return Answer(302, {}, {"Location": f"{self.url}/inner"})


def test_no_redirect_of_the_check_outside_is_followed(app_with):
    with LeadsElsewhere() as outside, app_with(dead_man_url=f"{outside.url}/ping").app_context():
        ping_dead_man()
        assert [call["path"] for call in outside.calls] == ["/ping"]


def answers(*addresses):
    """A name server that says something else at each question."""
    left = list(addresses)

    def resolve(host, port, *_args, **_named):
        plain = host.strip("[]").replace(".", "").replace(":", "")
        is_address = ":" in host or (host.count(".") == 3 and plain.isdigit())
        found = host.strip("[]") if is_address else left.pop(0) if len(left) > 1 else left[0]
        family = socket.AF_INET6 if ":" in found else socket.AF_INET
        return [(family, socket.SOCK_STREAM, 6, "", (found, port or 443))]

    return resolve


@pytest.fixture
def nobody_is_called(monkeypatch):
    """Whatever would be connected to, by its address."""
    called = []

    def connect(_self, address):
        called.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return called


@pytest.mark.parametrize("host", INNER)
def test_an_inner_address_is_never_called_however_it_is_written(nobody_is_called, monkeypatch, host):
    with pytest.raises(Invalid):
        fit_url(f"https://{host}/kejadian", loopback=False)
    monkeypatch.setattr(socket, "getaddrinfo", answers(host.strip("[]")))
    for address in (f"https://{host}/", "https://jahat.example/", f"http://{host}:6379/"):
        with pytest.raises((Refused, TryLater)):
            HookClient().send(address, "{}", message_id="x", secrets=[SECRET])
    assert nobody_is_called == []


@pytest.mark.parametrize("host", ODD)
def test_a_name_that_turns_out_to_be_inside_is_not_called(nobody_is_called, monkeypatch, host):
    monkeypatch.setattr(socket, "getaddrinfo", answers("127.0.0.1"))
    with pytest.raises((Refused, TryLater)):
        HookClient().send(f"https://{host}/", "{}", message_id="x", secrets=[SECRET])
    assert nobody_is_called == []


def test_a_name_server_that_changes_its_mind_is_asked_once(nobody_is_called, monkeypatch):
    """First a public address, then ours: what was checked is what is called."""
    monkeypatch.setattr(socket, "getaddrinfo", answers("93.184.216.34", "127.0.0.1"))
    with pytest.raises(TryLater):
        HookClient().send("https://jahat.example/", "{}", message_id="x", secrets=[SECRET])
    assert set(nobody_is_called) <= {"93.184.216.34"}


@pytest.mark.parametrize(
    "endpoint",
    ["https://127.0.0.1/x", "http://fcm.googleapis.com/x", "https://fcm.googleapis.com.jahat.example/x",
     "https://fcm.googleapis.com@jahat.example/x", "https://fcm.googleapis.com:6379/x", "https://jahat.example#.push.apple.com",
     "https://jahat.example/.push.apple.com", "https://fcm.googleapis.com\\@jahat.example/"],
)  # fmt: skip
def test_a_push_address_elsewhere_is_no_push_address(endpoint):
    key = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM"
    given = Subscription(endpoint, key, "tBHItJI5svbpez7KI4CCXg")
    assert is_sound(Subscription("https://fcm.googleapis.com/x", given.p256dh, given.auth), ["fcm.googleapis.com"])
    assert not is_sound(given, ["fcm.googleapis.com", "*.push.apple.com"])
