"""OpenTelemetry collectors over OTLP/HTTP with JSON (New Relic, Datadog, Grafana, an own collector): log records."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from integrations.error_trackers.values import Origin, TrackedError, require_taken
from integrations.wire import READ_TIMEOUT, HeaderAuth, Wire

SEVERITY_ERROR = 17  # OpenTelemetry's number of ERROR


class OtlpClient:
    """`endpoint` without /v1/logs. `headers` prove who we are: api-key for New Relic, dd-api-key for Datadog."""

    def __init__(self, endpoint: str, headers: Mapping[str, str], *, timeout: float = READ_TIMEOUT) -> None:
        self._url = f"{endpoint.rstrip('/')}/v1/logs"
        self._wire = Wire(endpoint, secrets=tuple(headers.values()), auth=HeaderAuth(headers), timeout=timeout)

    def send(self, errors: Sequence[TrackedError], origin: Origin) -> None:
        resource = {
            "service.name": "sigap",
            "service.version": origin.release,
            "deployment.environment.name": origin.environment,
            "host.name": origin.host,
        }
        records = [_record(error) for error in errors]
        scope = {"scope": {"name": "sigap.errors"}, "logRecords": records}
        body = {"resourceLogs": [{"resource": {"attributes": _attributes(resource)}, "scopeLogs": [scope]}]}
        reply = self._wire.post(self._url, body)
        require_taken(reply, self._wire.without_secrets(reply.text))


def _record(error: TrackedError) -> dict[str, Any]:
    return {
        "timeUnixNano": _nanoseconds(error.at),
        "observedTimeUnixNano": _nanoseconds(error.at),
        "severityNumber": SEVERITY_ERROR,
        "severityText": "ERROR",
        "body": {"stringValue": f"{error.kind}: {error.message}"},
        "attributes": _attributes(
            {
                "exception.type": error.kind,
                "exception.message": error.message,
                "exception.stacktrace": error.trace,
                "http.route": error.route,
                "sigap.part": error.part,
                "sigap.request_id": error.request_id,
                "sigap.fingerprint": error.fingerprint,
                "sigap.occurrences": error.count,
            }
        ),
    }


def _attributes(values: Mapping[str, str | int]) -> list[dict[str, Any]]:
    """64-bit numbers are strings in the JSON of protocol buffers."""
    return [
        {"key": key, "value": {"intValue": str(value)} if isinstance(value, int) else {"stringValue": value}}
        for key, value in values.items()
        if value != ""
    ]


def _nanoseconds(at: datetime) -> str:
    return f"{int(at.timestamp() * 1_000_000)}000"
