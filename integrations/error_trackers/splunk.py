"""Splunk's HTTP Event Collector: events one after the other in one body."""

import json
from collections.abc import Sequence

from integrations.error_trackers.values import Origin, TrackedError, require_taken
from integrations.wire import READ_TIMEOUT, HeaderAuth, Wire


class SplunkClient:
    """`url` without /services/collector. Raises DeliveryProblem when the body is not taken."""

    def __init__(self, url: str, token: str, *, timeout: float = READ_TIMEOUT) -> None:
        self._url = f"{url.rstrip('/')}/services/collector/event"
        auth = HeaderAuth({"Authorization": f"Splunk {token}"})
        self._wire = Wire(url, secrets=(token,), auth=auth, timeout=timeout)

    def send(self, errors: Sequence[TrackedError], origin: Origin) -> None:
        events = [
            {
                "time": round(error.at.timestamp(), 3),
                "host": origin.host,
                "source": "sigap",
                "sourcetype": "_json",
                "event": {
                    "log.level": "error",
                    "message": error.message,
                    "error.type": error.kind,
                    "error.stack_trace": error.trace,
                    "service.version": origin.release,
                    "service.environment": origin.environment,
                    "http.request.id": error.request_id,
                    "sigap.route": error.route,
                    "sigap.part": error.part,
                    "sigap.fingerprint": error.fingerprint,
                    "sigap.occurrences": error.count,
                },
            }
            for error in errors
        ]
        body = "".join(json.dumps(event, ensure_ascii=False) for event in events).encode()
        reply = self._wire.post_bytes(self._url, body, {"Content-Type": "application/json"})
        require_taken(reply, self._wire.without_secrets(reply.text))
