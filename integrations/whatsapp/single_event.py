"""One event of a batch, written as a batch of its own: what the inbox keeps and reads again."""

from collections.abc import Mapping
from typing import Any

from integrations.whatsapp.events import (
    AccountChanged,
    Event,
    IdentityChange,
    InboundMessage,
    StatusUpdate,
    TemplateChanged,
)
from integrations.whatsapp.webhook import parse


def write_single(event: Event) -> dict[str, Any]:
    """The payload Meta would have sent for this event only; `parse` reads the same event out of it."""
    if isinstance(event, StatusUpdate):
        return _envelope({"statuses": [event.raw]})
    if isinstance(event, InboundMessage):
        known = {"wa_id": event.from_wa_id, "user_id": event.from_user_id}
        contact = {name: value for name, value in known.items() if value}
        return _envelope(
            {"contacts": [{"profile": {"name": event.profile_name or ""}, **contact}], "messages": [event.raw]}
        )
    if isinstance(event, IdentityChange):
        return _envelope({"messages": [event.raw]})
    if isinstance(event, TemplateChanged | AccountChanged):
        when = {name: event.raw[name] for name in ("entry_id", "time")}
        return {"entry": [{"id": when["entry_id"], "time": when["time"], "changes": [event.raw["change"]]}]}
    return dict(event.raw)


def _envelope(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"entry": [{"changes": [{"field": "messages", "value": dict(value)}]}]}


def read_single(payload: Mapping[str, Any]) -> Event:
    """The event of a payload that `write_single` wrote."""
    return parse(payload)[0]
