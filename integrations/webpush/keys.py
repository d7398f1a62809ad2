"""The key pair by which push services know us (VAPID): P-256, both halves written in base64url."""

import base64
import binascii

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PRIVATE_BYTES = 32


def new_key_pair() -> tuple[str, str]:
    """Private scalar and public point: 43 and 87 letters."""
    key = ec.generate_private_key(ec.SECP256R1())
    scalar = key.private_numbers().private_value.to_bytes(PRIVATE_BYTES, "big")
    return write_base64url(scalar), write_base64url(_point(key))


def is_key_pair(private: str, public: str) -> bool:
    """Whether both can be read and belong together."""
    try:
        scalar, point = read_base64url(private), read_base64url(public)
        key = ec.derive_private_key(int.from_bytes(scalar, "big"), ec.SECP256R1())
    except (ValueError, binascii.Error):
        return False
    return len(scalar) == PRIVATE_BYTES and _point(key) == point


def _point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def write_base64url(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def read_base64url(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
