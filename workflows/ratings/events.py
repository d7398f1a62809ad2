"""Events of ratings."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingInvited(Event):
    kind: ClassVar[str] = "rating.invited"
    visit_id: int
    link_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingReminded(Event):
    kind: ClassVar[str] = "rating.reminded"
    visit_id: int
    link_id: int
