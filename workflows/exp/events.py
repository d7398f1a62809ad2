"""Events of EXP accounts; an award is part of the event that earned it."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpCorrected(Event):
    kind: ClassVar[str] = "exp.corrected"
    entry_id: int
