"""Checks and reads Midtrans notifications; the signature leaves the status open, so ask Get Status before "paid"."""

import hashlib
import hmac
import re
from typing import Any

from integrations.midtrans.payment import AMOUNT, Event, PaymentNotification, Unknown, Verdict, parse, verdict
from integrations.shapes import reach

__all__ = ["Event", "PaymentNotification", "Unknown", "Verdict", "parse", "signature_is_valid", "verdict"]

# The signed string has no separators: without strict shapes, "…1" + "200" + "10000.00" could be cut elsewhere.
_ORDER_ID = re.compile(r"[A-Za-z0-9_~.-]{1,50}", re.ASCII)
_STATUS_CODE = re.compile(r"[2-5][0-9]{2}", re.ASCII)


def signature_is_valid(payload: Any, server_key: str) -> bool:
    """Check signature_key over the strings exactly as received; no server key means nothing is valid."""
    shapes = (("order_id", _ORDER_ID), ("status_code", _STATUS_CODE), ("gross_amount", AMOUNT))
    signed = [reach(payload, name) for name, _ in shapes]
    given = reach(payload, "signature_key")
    if not server_key or not isinstance(given, str):
        return False
    fits = all(isinstance(v, str) and shape.fullmatch(v) for v, (_, shape) in zip(signed, shapes, strict=True))
    if not fits:
        return False
    expected = hashlib.sha512(("".join(signed) + server_key).encode("utf-8", "replace")).hexdigest()
    return hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())
