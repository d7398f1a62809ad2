"""What people are told about their EXP; awards are told in the message about what earned them."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpCorrected(Event):
    kind: ClassVar[str] = "exp.corrected"
    entry_id: int
