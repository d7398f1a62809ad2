"""TCP, DNS, mail and certificates. Each returns a fault, or None; raises OSError, ProbeRefused."""

import smtplib
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime

from integrations.probes.fault import Fault
from integrations.probes.targets import resolve


def split_target(target: str) -> tuple[str, int]:
    """`host:port`, also `[::1]:25`."""
    host, _, port = target.rpartition(":")
    return host.strip("[]"), int(port)


def probe_tcp(target: str, *, timeout: float, allowed: Sequence[str]) -> None:
    host, port = split_target(target)
    with socket.create_connection((resolve(host, port, allowed)[0], port), timeout=timeout):
        pass


def probe_dns(host: str, *, expected: Sequence[str]) -> Fault | None:
    """The name has addresses; with `expected` these and no others."""
    found = {str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
    if expected and found != set(expected):
        return Fault.of("addresses", found=", ".join(sorted(found)), expected=", ".join(sorted(expected)))
    return None


def probe_mail(target: str, *, timeout: float, allowed: Sequence[str]) -> str:
    """The mail server greets and answers NOOP; what it said otherwise, in its own words."""
    host, port = split_target(target)
    try:
        with smtplib.SMTP(resolve(host, port, allowed)[0], port, timeout=timeout) as server:
            code, words = server.noop()
    except smtplib.SMTPException as problem:
        return f"{type(problem).__name__}: {problem}"[:200]
    return "" if code == 250 else f"{code} {words.decode(errors='replace')}"[:200]  # noqa: PLR2004


def days_of_certificate(host: str, port: int, *, timeout: float, allowed: Sequence[str], now: datetime) -> int:
    """Whole days until the certificate ends; one that does not hold raises ssl.SSLError."""
    address = resolve(host, port, allowed)[0]
    context = ssl.create_default_context()
    with (
        socket.create_connection((address, port), timeout=timeout) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        certificate = secured.getpeercert() or {}
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), tz=UTC)
    return (ends - now).days
