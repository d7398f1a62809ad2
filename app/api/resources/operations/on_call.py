"""Requests to take over a shift, for programs."""

from app.api.plain_resource import plain_resource
from app.models.on_call.swap import OnCallSwap

SWAPS = plain_resource(
    "on_call_swaps",
    "OnCallSwap",
    OnCallSwap,
    "id level starts_at ends_at asked_by_id asked_id reason status answered_by_id answered_at answer created_at",
    by=("status",),
)
