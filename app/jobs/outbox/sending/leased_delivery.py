"""A message on its way out: plain values for the sending threads, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.models.messaging.outbox import Channel, DeliveryStatus

WORKS = "works"


@dataclass(frozen=True, slots=True)
class LeasedDelivery:
    """One leased message. `tries` counts this sending; `hold_until` (monotonic seconds) ends before its lease does."""

    id: int
    channel: Channel
    address: str
    body: str
    payload: dict[str, Any]
    tries: int
    created_at: datetime
    hold_until: float


@dataclass(frozen=True, slots=True)
class Result:
    """The columns to write; None leaves a column as it is."""

    delivery_id: int
    tries: int
    status: DeliveryStatus
    provider_id: str | None = None
    sent_at: datetime | None = None
    due_at: datetime | None = None
    error_code: str = ""
    error_detail: str = ""
    payload: dict[str, Any] | None = None
    stopped: bool = False  # the whole channel refuses everything
    template: str = ""  # out of use at Meta, with `template_status`
    template_status: str = ""
    account: str = ""  # of WhatsApp: WORKS, or Meta's code of what restricts it
    blocked: bool = False  # nobody takes messages there any more: another channel from now on
