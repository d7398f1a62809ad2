"""Bodies of Alertmanager's webhook (version 4, also Grafana's) and of our own plain JSON. Unknown keys are ignored."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

WATCHDOG = "Watchdog"
MOST_ALERTS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedAlert:
    """One alert of a body; `starts_at` None: the sender does not say."""

    fingerprint: str
    firing: bool
    name: str = ""
    title: str = ""
    words: str = ""
    severity: str = ""
    component: str = ""
    starts_at: datetime | None = None
    labels: dict[str, Any] = field(default_factory=dict[str, Any])
    group_key: str = ""
    partial: bool = False


def parse_alertmanager(body: Any) -> list[ReportedAlert]:
    """Raises ValueError for what is no such body."""
    alerts = body.get("alerts") if isinstance(body, dict) else None
    if not isinstance(alerts, list) or not all(isinstance(alert, dict) for alert in alerts):
        raise ValueError("alerts")
    partial = _number(body.get("truncatedAlerts")) > 0
    return [_alert(alert, _text(body.get("groupKey")), partial=partial) for alert in alerts[:MOST_ALERTS]]


def parse_plain(body: Any) -> list[ReportedAlert]:
    """One alarm; `id` and `title` are needed. Raises ValueError."""
    if not isinstance(body, dict) or not _text(body.get("id")) or not _text(body.get("title")):
        raise ValueError("id and title")
    return [
        ReportedAlert(
            fingerprint=_text(body["id"])[:120],
            firing=_text(body.get("status")) != "resolved",
            title=_text(body["title"]),
            words=_text(body.get("text")),
            severity=_text(body.get("severity")).lower(),
            component=_text(body.get("component")),
            starts_at=_moment(body.get("started_at")),
        )
    ]


def _alert(alert: Mapping[str, Any], group_key: str, *, partial: bool) -> ReportedAlert:
    labels, notes = _mapping(alert.get("labels")), _mapping(alert.get("annotations"))
    name = _text(labels.get("alertname"))
    return ReportedAlert(
        fingerprint=_text(alert.get("fingerprint")) or _fingerprint(labels),
        firing=_text(alert.get("status")) != "resolved",
        name=name,
        title=_text(notes.get("summary")) or name,
        words=_text(notes.get("description")),
        severity=_text(labels.get("severity")).lower(),
        component=_text(labels.get("component")) or _text(labels.get("service")),
        starts_at=_moment(alert.get("startsAt")),
        labels=dict(labels),
        group_key=group_key,
        partial=partial,
    )


def _fingerprint(labels: Mapping[str, Any]) -> str:
    """For a sender that gives none: the labels are what it would be made of."""
    return hashlib.sha256(repr(sorted(labels.items())).encode()).hexdigest()[:16]


def _moment(value: Any) -> datetime | None:
    """RFC 3339; year 1 is how Go writes "not set"."""
    try:
        found = datetime.fromisoformat(_text(value))
    except ValueError:
        return None
    return None if found.year <= 1 or found.tzinfo is None else found.astimezone(UTC)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _text(value: Any) -> str:
    return value.replace("\x00", "") if isinstance(value, str) else ""
