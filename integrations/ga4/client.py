"""Sends events to one GA4 property by the Measurement Protocol.

GA4 answers 2xx to anything, also to what it throws away, so that a sent event is no proof of a counted one;
`/debug/mp/collect` says what is wrong with a payload and counts nothing.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from integrations.outcome import Refused, TryLater
from integrations.wire import READ_TIMEOUT, Wire

_GOOD, _DEFECT, _SLOWER = range(200, 300), 500, 429


class Ga4Client:
    """Raises DeliveryProblem where Google does not take a request."""

    def __init__(self, base: str, measurement_id: str, api_secret: str, *, timeout: float = READ_TIMEOUT) -> None:
        keys = urlencode({"measurement_id": measurement_id, "api_secret": api_secret})
        self._url = f"{base.rstrip('/')}/mp/collect?{keys}"
        self._wire = Wire(base, secrets=(api_secret,), timeout=timeout)

    def collect(self, body: Mapping[str, Any]) -> None:
        reply = self._wire.post(self._url, body)
        if reply.status in _GOOD:
            return
        words = self._wire.without_secrets(reply.text)
        if reply.status == _SLOWER or reply.status >= _DEFECT:
            raise TryLater(f"http_{reply.status}", words, reply.retry_after)
        raise Refused(f"http_{reply.status}", words)
