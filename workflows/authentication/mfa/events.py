"""What the owner is told about changes of the second factor."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorChanged(Event):
    """`what`: authenticator_on, authenticator_off, codes_renewed, passkey_added, passkey_removed, reset."""

    kind: ClassVar[str] = "account.factor_changed"
    user_id: int
    what: str
