"""Events of releases; their recipients are found when they are fanned out."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMoved(Event):
    """It has taken a step: `step` is the transition's name."""

    kind: ClassVar[str] = "release.moved"
    release_id: int
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsDue(Event):
    """A day's page and step counts are to be mirrored at Google Analytics; `day` as 2026-12-01."""

    kind: ClassVar[str] = "analytics.counted"
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NpsInvited(Event):
    """Somebody is asked how likely they are to recommend us."""

    kind: ClassVar[str] = "nps.invited"
    invitation_id: int
