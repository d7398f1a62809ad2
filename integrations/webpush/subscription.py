"""What a browser gives when it agrees to pushes, checked before anything is sent anywhere."""

import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec

from integrations.webpush.keys import read_base64url

LONGEST_ENDPOINT = 1000
AUTH_BYTES = 16
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
PORTS = {None, 443}


@dataclass(frozen=True, slots=True)
class Subscription:
    """`endpoint` is a secret address: whoever has it and our key may send."""

    endpoint: str
    p256dh: str
    auth: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.endpoint)
        return f"{parts.scheme}://{parts.netloc}"


def is_sound(subscription: Subscription, hosts: Sequence[str]) -> bool:
    """An address of a push service we know, a point on the curve, sixteen secret bytes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), read_base64url(subscription.p256dh))
        secret = read_base64url(subscription.auth)
    except (ValueError, binascii.Error):
        return False
    return len(secret) == AUTH_BYTES and endpoint_is_known(subscription.endpoint, hosts)


def endpoint_is_known(endpoint: str, hosts: Sequence[str]) -> bool:
    """Only these hosts (`*.x` is any below x), so that nobody makes us call an address of their choice."""
    if len(endpoint) > LONGEST_ENDPOINT or not endpoint.isascii() or not endpoint.isprintable() or "\\" in endpoint:
        return False
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if "@" in parts.netloc or " " in endpoint:
        return False
    if parts.scheme == "http":
        return host in LOOPBACK and parts.netloc in hosts
    return parts.scheme == "https" and port in PORTS and any(_fits(host, wanted) for wanted in hosts)


def _fits(host: str, wanted: str) -> bool:
    return host.endswith(wanted[1:]) if wanted.startswith("*.") else host == wanted
