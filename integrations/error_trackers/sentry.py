"""Sentry and what speaks its protocol (GlitchTip, Bugsink): one envelope per error, protocol version 7."""

import json
import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from integrations.error_trackers.values import Origin, TrackedError, require_taken
from integrations.wire import READ_TIMEOUT, HeaderAuth, Wire


class SentryClient:
    """`dsn`: https://KEY@HOST/PROJECT. Raises DeliveryProblem when an envelope is not taken."""

    def __init__(self, dsn: str, *, timeout: float = READ_TIMEOUT) -> None:
        parts = urlsplit(dsn)
        path, _, project = parts.path.rpartition("/")
        base = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{path}"
        key = parts.username or ""
        self._dsn = dsn
        self._url = f"{base}/api/{project}/envelope/"
        auth = HeaderAuth({"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_client=sigap/1.0, sentry_key={key}"})
        self._wire = Wire(base, secrets=(key,), auth=auth, timeout=timeout)

    def send(self, errors: Sequence[TrackedError], origin: Origin) -> None:
        for error in errors:
            event_id = uuid.uuid4().hex
            head = {"event_id": event_id, "dsn": self._dsn, "sent_at": error.at.isoformat()}
            body = json.dumps(_event(error, origin, event_id), ensure_ascii=False).encode()
            item = {"type": "event", "content_type": "application/json", "length": len(body)}
            envelope = b"\n".join([json.dumps(head).encode(), json.dumps(item).encode(), body, b""])
            reply = self._wire.post_bytes(self._url, envelope, {"Content-Type": "application/x-sentry-envelope"})
            require_taken(reply, self._wire.without_secrets(reply.text))


def _event(error: TrackedError, origin: Origin, event_id: str) -> dict[str, Any]:
    frames = [
        {"filename": call.file, "lineno": call.line, "function": call.function, "in_app": call.ours}
        for call in error.calls
    ]
    return {
        "event_id": event_id,
        "timestamp": error.at.timestamp(),
        "platform": "python",
        "level": "error",
        "logger": "sigap",
        "release": f"sigap@{origin.release}",
        "environment": origin.environment,
        "server_name": origin.host,
        "transaction": error.route or error.part,
        "fingerprint": [error.fingerprint],
        "tags": {"part": error.part, "request_id": error.request_id, "colour": origin.colour},
        "extra": {"occurrences": error.count},
        "exception": {
            "values": [
                {
                    "type": error.kind,
                    "value": error.message,
                    **({"stacktrace": {"frames": frames}} if frames else {}),
                }
            ]
        },
    }
