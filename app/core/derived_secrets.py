"""Secrets made from a key when they are needed: neither the database nor a letter in the panel holds them."""

import hmac

MARK = "••••••••"  # stands in a letter where the secret goes as it is sent
CODE_DIGITS = 8


def derived_token(key: str, nonce: str) -> str:
    """256 bits for a link; the same nonce gives the same token."""
    return _derive(key, nonce, "link").hex()


def derived_code(key: str, nonce: str) -> str:
    """Eight digits a person can type."""
    return f"{int.from_bytes(_derive(key, nonce, 'code')) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def _derive(key: str, nonce: str, use: str) -> bytes:
    return hmac.digest(key.encode(), f"reset {use} {nonce}".encode(), "sha256")
