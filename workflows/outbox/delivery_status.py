"""A delivery's payload once the WhatsApp window is closed, and its past provider ids."""

from typing import Any

PAST = "past"  # in the payload: ids of earlier sendings of the same message


def after_window_closed(payload: dict[str, Any], provider_id: str | None = None) -> dict[str, Any] | None:
    """The payload of a second sending, by the approved template kept ready; None: a person must send it."""
    template = payload.get("fallback")
    if template is None or payload.get("template"):
        return None
    kept = {name: value for name, value in payload.items() if name != "fallback"}
    return with_past({**kept, "template": template}, provider_id)


def is_sealed(payload: dict[str, Any]) -> bool:
    """Its secret is put in as it leaves, so a person who reads it has nothing to send."""
    return "sealed" in payload


def with_past(payload: dict[str, Any], provider_id: str | None) -> dict[str, Any]:
    """The payload of another sending, with the provider id of the one before."""
    return {**payload, PAST: [*payload.get(PAST, []), provider_id]} if provider_id else dict(payload)
