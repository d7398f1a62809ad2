"""What people are told about bug reports; who exactly is told is decided when the letter is written."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.promises import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class BugReceived(Message):
    kind: ClassVar[str] = "bug.received"
    bug_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BugConfirmed(Message):
    kind: ClassVar[str] = "bug.confirmed"
    bug_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BugFixed(Message):
    """Everyone concerned hears the version; `only_bug_id`: a duplicate linked later, the others know already."""

    kind: ClassVar[str] = "bug.fixed"
    bug_id: int
    only_bug_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BugRejected(Message):
    kind: ClassVar[str] = "bug.rejected"
    bug_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugNotReproduced(Message):
    kind: ClassVar[str] = "bug.not_reproduced"
    bug_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugIsDuplicate(Message):
    kind: ClassVar[str] = "bug.duplicate"
    bug_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BugAnswered(Message):
    kind: ClassVar[str] = "bug.answered"
    bug_id: int
    entry_id: int
