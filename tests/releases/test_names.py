"""What the world sees: DNS by a real resolver, the certificate, and whether mail is believed."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dns.message
import dns.rrset
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.releases.checks.names import check_address, check_mail_domain, judge_mail_records
from integrations.names import NamesAway, certificate_days_left, find_addresses, find_texts
from tests.support.settings import settings_for_tests

GOOD = {
    "spf": ["v=spf1 include:sendgrid.net ~all"],
    "dkim": ["v=DKIM1; k=rsa; p=MIIB"],
    "dmarc": ["v=DMARC1; p=reject"],
}
ZONE = {("contoh.id.", "A"): ["192.0.2.7"], ("contoh.id.", "TXT"): ['"v=spf1 " "include:x ~all"', '"site=1"']}


@pytest.mark.parametrize(
    ("changed", "bad"),
    [
        ({}, set()),
        ({"dkim": []}, {"DKIM"}),
        ({"dkim": ["v=DKIM1; p="]}, {"DKIM"}),
        ({"dmarc": []}, {"DMARC"}),
        ({"dmarc": ["v=DMARC1; p=none"]}, {"DMARC"}),
        ({"dmarc": ["v=DMARC1; p=none; sp=reject"]}, {"DMARC"}),
        ({"dmarc": ["v=DMARC1; p=quarantine"]}, set()),
        ({"spf": []}, {"SPF"}),
        ({"spf": ["site=1"]}, {"SPF"}),
        ({"spf": ["v=spf1 +all"]}, {"SPF"}),
        ({"spf": ["v=spf1 a -all", "v=spf1 mx -all"]}, {"SPF"}),
        ({"spf": ["v=spf1 mx all"]}, {"SPF"}),
    ],
)
def test_mail_is_believed_or_the_line_says_why_not(changed: dict[str, list[str]], bad: set[str]) -> None:
    steps = list(judge_mail_records(**(GOOD | changed)))
    assert {step.name for step in steps if step.verdict == "warning"} == bad
    assert [step.name for step in steps] == ["SPF", "DKIM", "DMARC"]


def settings(**given: object) -> object:
    return settings_for_tests(database_url="postgresql:///x", redis_url="redis://127.0.0.1:1/0", **given)


def test_mail_is_looked_at_only_where_it_leaves_and_a_silent_resolver_fails_nothing() -> None:
    sender = {"smtp_host": "mail", "smtp_sender": "Sigap <sigap@contoh.id>"}
    asked: list[str] = []

    def away(name: str) -> list[str]:
        asked.append(name)
        raise NamesAway("Timeout")

    assert list(check_mail_domain("", settings(), away)) == []
    (step,) = check_mail_domain("", settings(**sender), away)
    assert (asked, step.verdict) == (["contoh.id"], "warning")
    assert list(check_address("", settings())) == []


@pytest.fixture
def resolver() -> Iterator[tuple[str, int]]:
    """A name server of one zone."""
    wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    wire.bind(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                asked, sender = wire.recvfrom(4096)
            except OSError:
                return
            query = dns.message.from_wire(asked)
            answer, question = dns.message.make_response(query), query.question[0]
            kind = question.rdtype.name
            if lines := ZONE.get((str(question.name), kind)):
                answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *lines))
            wire.sendto(answer.to_wire(), sender)

    threading.Thread(target=serve, daemon=True).start()
    yield wire.getsockname()
    wire.close()


def test_records_are_read_whole_and_none_is_an_answer(resolver: tuple[str, int]) -> None:
    assert find_addresses("contoh.id", server=resolver) == ["192.0.2.7"]
    assert sorted(find_texts("contoh.id", server=resolver)) == ["site=1", "v=spf1 include:x ~all"]
    assert find_texts("_dmarc.contoh.id", server=resolver) == []


@contextmanager
def shown_certificate(folder: Path, days: int) -> Iterator[tuple[int, ssl.SSLContext]]:
    """A server with a certificate for `localhost`, and what trusts it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=30)).not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = made.public_bytes(serialization.Encoding.PEM)
    (folder / "both.pem").write_bytes(
        pem + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )  # fmt: skip
    shows = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shows.load_cert_chain(folder / "both.pem")
    trusts = ssl.create_default_context(cadata=pem.decode())
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    wire, _ = listener.accept()
                    shows.wrap_socket(wire, server_side=True).close()
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1], trusts


@pytest.mark.usefixtures("real_clock")
def test_a_certificate_is_verified_and_its_days_counted(tmp_path: Path) -> None:
    with shown_certificate(tmp_path, 20) as (port, trusts):
        assert certificate_days_left("localhost", port, trusts) == pytest.approx(20, abs=0.1)
        with pytest.raises(ssl.SSLCertVerificationError):
            certificate_days_left("localhost", port)
    with shown_certificate(tmp_path, -1) as (port, trusts), pytest.raises(ssl.SSLCertVerificationError):
        certificate_days_left("localhost", port, trusts)
