"""What subscribers are told."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FactHappened(Event):
    """Emitted by the database itself, when a line is written into the audit log that somebody subscribed to."""

    kind: ClassVar[str] = "fact.happened"
    audit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HookTested(Event):
    kind: ClassVar[str] = "hook.tested"
    endpoint_id: int
