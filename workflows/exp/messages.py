"""What people are told about their EXP; awards are told in the message about what earned them."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.promises import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpCorrected(Message):
    kind: ClassVar[str] = "exp.corrected"
    entry_id: int
