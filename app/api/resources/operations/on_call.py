"""Requests to take over a shift, for programs."""

from sqlalchemy import true

from app.api.resource import Resource, one_of
from app.api.schemas import record_schema
from app.models.on_call.swap import OnCallSwap

SWAPS = Resource(
    "on_call_swaps",
    OnCallSwap,
    record_schema(
        "OnCallSwap",
        OnCallSwap,
        (
            "id", "level", "starts_at", "ends_at", "asked_by_id", "asked_id", "reason", "status", "answered_by_id",
            "answered_at", "answer", "created_at",
        ),
    ),
    lambda _user: true(),
    filters={"status": one_of(OnCallSwap.status)},
)  # fmt: skip
