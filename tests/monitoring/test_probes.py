"""Looking at other systems, for real over HTTP and TCP; private addresses only from the list."""

import socket
from datetime import UTC, datetime
from ipaddress import ip_address

import pytest
from pytest_httpserver import HTTPServer

from app.core.i18n import in_both_languages
from app.jobs.monitoring.faults import FAULTS, fault_words
from app.jobs.monitoring.run_checks import look
from app.models.monitoring.check import CheckKind
from integrations.probes.fault import Fault
from integrations.probes.network import probe_dns, probe_tcp, split_target
from integrations.probes.targets import ProbeRefused, may_call, resolve
from tests.support.programs.live import free_port
from workflows.heartbeats import STORAGE, write_heartbeat
from workflows.monitoring import DueCheck

LOCAL = ["127.0.0.0/8"]
NOW = datetime(2026, 11, 30, tzinfo=UTC)


def check(kind: CheckKind, target: str, **options) -> DueCheck:
    return DueCheck(1, kind, target, options, 5)


@pytest.fixture
def service(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/").respond_with_json({"status": "ok", "parts": [{"name": "db"}]})
    httpserver.expect_request("/down").respond_with_data("sedang rusak", status=503)
    httpserver.expect_request("/away").respond_with_data("", status=302, headers={"Location": "/"})
    return httpserver


@pytest.mark.parametrize(
    ("path", "options", "fault"),
    [
        ("/", {"json_path": "parts.0.name", "json_value": "db"}, ""),
        ("/", {"json_path": "parts.1.name", "json_value": "db"}, "parts.1.name tidak ada di JSON-nya"),
        ("/", {"json_path": "status", "json_value": "baik"}, "status = ok, diharapkan baik"),
        ("/", {"words": "Selamat datang"}, "“Selamat datang” tidak ada di jawabannya"),
        ("/", {"words": "ok"}, ""),
        ("/", {}, ""),
        ("/away", {"http_status": 302}, ""),
        ("/away", {}, "HTTP 302, diharapkan 200"),
        ("/down", {"http_status": 503, "words": "rusak"}, ""),
        ("/down", {}, "HTTP 503, diharapkan 200"),
    ],
)
def test_page_is_held_to_what_is_expected_of_it(service, path, options, fault):
    outcome = look(check(CheckKind.HTTP, service.url_for(path), **options), allowed=LOCAL, now=NOW)
    assert (outcome.ok, outcome.words) == (not fault, fault)


@pytest.mark.parametrize("kind", [CheckKind.HTTP, CheckKind.TCP])
def test_inside_address_is_not_called_unless_it_is_listed(service, kind):
    target = service.url_for("/") if kind == CheckKind.HTTP else f"127.0.0.1:{service.port}"
    assert not look(check(kind, target), allowed=[], now=NOW).ok
    assert service.log == []
    assert look(check(kind, target), allowed=LOCAL, now=NOW).ok


def test_a_listed_name_that_leads_elsewhere_at_the_second_look_is_called_where_it_was_checked(service, monkeypatch):
    real, asked = socket.getaddrinfo, []

    def rebinding(host, *given, **named):
        if host != "berubah.contoh.id":
            return real(host, *given, **named)
        asked.append(host)
        return real("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *given, **named)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    url = f"http://berubah.contoh.id:{service.port}/"
    assert look(check(CheckKind.HTTP, url), allowed=["127.0.0.1/32"], now=NOW).ok
    ((request, _answer),) = service.log
    assert request.host == f"berubah.contoh.id:{service.port}"
    assert len(asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        *("10.1.2.3", "100.100.100.200", "127.0.0.1", "169.254.169.254", "2002:7f00:1::", "64:ff9b:1::7f00:1"),
        *("64:ff9b::a00:1", "::1", "::127.0.0.1", "::ffff:0:7f00:1", "::ffff:10.0.0.1", "fd00::1", "fec0::1"),
    ],
)
def test_addresses_inside_are_refused_by_number(address):
    assert not may_call(ip_address(address), ())
    assert may_call(ip_address(address), (address,))


def test_name_of_an_inside_address_is_refused_unless_the_name_is_listed():
    with pytest.raises(ProbeRefused):
        resolve("localhost", 80, ())
    assert resolve("localhost", 80, ("localhost",))


def test_port_that_nobody_listens_on_is_a_fault():
    free = free_port()
    outcome = look(check(CheckKind.TCP, f"127.0.0.1:{free}"), allowed=LOCAL, now=NOW)
    assert (outcome.ok, outcome.words.split(":")[0]) == (False, "ConnectionRefusedError")
    with pytest.raises(OSError, match="refused"):
        probe_tcp(f"127.0.0.1:{free}", timeout=1, allowed=LOCAL)


def test_name_must_lead_where_it_is_expected():
    assert probe_dns("127.0.0.1", expected=["127.0.0.1"]) is None
    assert fault_words(probe_dns("127.0.0.1", expected=["192.0.2.1"])) == "127.0.0.1; diharapkan 192.0.2.1"


def test_target_of_host_and_port_is_read():
    assert [split_target(one) for one in ("[::1]:25", "db.contoh.id:5432")] == [("::1", 25), ("db.contoh.id", 5432)]


def test_what_sigap_stands_on_is_looked_at(app, session):
    write_heartbeat(session, STORAGE, now=NOW)
    session.commit()
    with app.app_context():
        own = (CheckKind.DISK, CheckKind.POSTGRESQL, CheckKind.QUEUE_AGE, CheckKind.STORAGE)
        found = {kind: look(check(kind, "", limit=1), allowed=[], now=NOW).words for kind in own}
        full = look(check(CheckKind.DISK, "", limit=101), allowed=[], now=NOW)
    assert found == dict.fromkeys(own, "")
    assert not full.ok


SAID = {
    "addresses": ({"found": "::1", "expected": "::2"}, "::1; diharapkan ::2", "::1; expected ::2"),
    "certificate": (
        {"left": 1, "wanted": 14},
        "sertifikat berakhir 1 hari lagi, diharapkan paling sedikit 14",
        "days left of the certificate: 1, expected at least 14",
    ),
    "no_value": ({"path": "a.0"}, "a.0 tidak ada di JSON-nya", "a.0 is not in its JSON"),
    "status": ({"status": 500, "expected": 200}, "HTTP 500, diharapkan 200", "HTTP 500, expected 200"),
    "value": ({"path": "a", "found": "9 %", "expected": "ok"}, "a = 9 %, diharapkan ok", "a = 9 %, expected ok"),
    "words": ({"words": "100 %"}, "“100 %” tidak ada di jawabannya", "“100 %” is not in its answer"),
}


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_what_was_found_wrong_is_said_in_both_languages(app, code):
    values, *wanted = SAID[code]
    with app.app_context():
        assert list(in_both_languages(fault_words(Fault(code, values)))) == wanted
