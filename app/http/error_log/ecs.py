"""Names of a log line after the Elastic Common Schema 8, so that Filebeat, Alloy and Loki need no mapping."""

from collections.abc import MutableMapping
from typing import Any

VERSION = "8.17"
NAMES = {
    "timestamp": "@timestamp",
    "level": "log.level",
    "event": "message",
    "logger": "log.logger",
    "request_id": "http.request.id",
    "method": "http.request.method",
    "status": "http.response.status_code",
    "rule": "http.route",  # OpenTelemetry's name: ECS has none for a pattern, and the path itself may hold a secret
    "exception": "error.stack_trace",
    "error": "error.type",
    "reason": "event.reason",
    "user_id": "user.id",
}
FIRST = ("@timestamp", "log.level", "message")


def name_fields(service: dict[str, str]) -> Any:
    """A structlog processor. What the schema does not know becomes `sigap.<name>`; `ms` becomes nanoseconds."""

    def processor(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> dict[str, Any]:
        line = {NAMES.get(key, f"sigap.{key}"): value for key, value in event.items() if key != "ms"}
        if "ms" in event:
            line["event.duration"] = round(event["ms"] * 1_000_000)
        head = {key: line.pop(key) for key in FIRST if key in line}
        return {**head, **service, **line, "ecs.version": VERSION}

    return processor
