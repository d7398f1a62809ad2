"""What staff are told about customers."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChanged(Event):
    """CS hears which links that went to a customer's former number still work. `account`: the one it had opened."""

    kind: ClassVar[str] = "customer.number_changed"
    customer_id: int
    link_ids: list[int]
    account: str
