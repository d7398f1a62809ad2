"""Events of bug reports; their recipients are found when they are fanned out."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class BugReceived(Event):
    kind: ClassVar[str] = "bug.received"
    bug_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BugConfirmed(Event):
    kind: ClassVar[str] = "bug.confirmed"
    bug_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BugFixed(Event):
    """Everyone concerned is notified; `only_bug_id`: a duplicate linked later, the others know already."""

    kind: ClassVar[str] = "bug.fixed"
    bug_id: int
    only_bug_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BugLive(Event):
    """A release with the fix is live; `version` is the release's."""

    kind: ClassVar[str] = "bug.live"
    bug_id: int
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugRejected(Event):
    kind: ClassVar[str] = "bug.rejected"
    bug_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugNotReproduced(Event):
    kind: ClassVar[str] = "bug.not_reproduced"
    bug_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BugIsDuplicate(Event):
    kind: ClassVar[str] = "bug.duplicate"
    bug_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BugAnswered(Event):
    kind: ClassVar[str] = "bug.answered"
    bug_id: int
    entry_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BugSubmitted(Event):
    """For the team; the reporter is told by BugReceived."""

    kind: ClassVar[str] = "report.bug"
    bug_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BugAddedTo(Event):
    """For its owner, or for the team while it has none."""

    kind: ClassVar[str] = "report.bug_added_to"
    bug_id: int
    entry_id: int
