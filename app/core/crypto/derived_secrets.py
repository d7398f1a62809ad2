"""Secrets made from a key when they are needed: no table or screen holds them."""

import hmac
from typing import Any

MARK = "••••••••"  # stands in a message where the secret goes as it is sent
CODE_DIGITS = 8

Sealed = dict[str, Any]
"""What a message keeps of its secret: {"use": "link", "nonce": …} or {"use": "code", "digits": 6, "nonce": …}."""


def derived_token(key: str, nonce: str) -> str:
    """256 bits for a link; the same nonce gives the same token."""
    return _derive(key, nonce, "link").hex()


def derived_code(key: str, nonce: str, digits: int = CODE_DIGITS) -> str:
    """Digits a person can type."""
    return f"{int.from_bytes(_derive(key, nonce, 'code')) % 10**digits:0{digits}d}"


def derived(key: str, sealed: Sealed) -> str:
    """The secret that a message keeps only the nonce of."""
    if sealed["use"] == "link":
        return derived_token(key, sealed["nonce"])
    return derived_code(key, sealed["nonce"], sealed.get("digits", CODE_DIGITS))


def _derive(key: str, nonce: str, use: str) -> bytes:
    return hmac.digest(key.encode(), f"reset {use} {nonce}".encode(), "sha256")
