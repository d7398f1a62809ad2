"""What subscribers are told."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.promises import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class FactHappened(Message):
    """Promised by the database itself, when a line is written into the audit trail that somebody subscribed to."""

    kind: ClassVar[str] = "fact.happened"
    audit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HookTested(Message):
    kind: ClassVar[str] = "hook.tested"
    endpoint_id: int
