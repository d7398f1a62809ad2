"""Events of calls."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCalled(Event):
    """For one person on call, by one channel; `late_minutes`: how long after its time; `again`: nobody has answered."""

    kind: ClassVar[str] = "incident.called"
    incident_id: int
    user_id: int
    level: int
    late_minutes: int = 0
    cycle: int = 1
    channel: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTaken(Event):
    """For the others who were called: somebody has acknowledged."""

    kind: ClassVar[str] = "incident.taken"
    incident_id: int
    user_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NobodyOnCall(Event):
    """For the admins: a level was skipped."""

    kind: ClassVar[str] = "incident.nobody"
    incident_id: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionAsked(Event):
    """For the admins: whether level 4 shall be called."""

    kind: ClassVar[str] = "incident.decide"
    incident_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Event):
    """For whoever has just come on call, while alarms are open."""

    kind: ClassVar[str] = "incident.handed_over"
    user_id: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TestCall(Event):
    """For the person who is who confirms it, by one channel."""

    kind: ClassVar[str] = "incident.test_call"
    user_id: int
    test_id: int
    channel: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftCovered(Event):
    """For who stands in, and for whose turn it would have been at its beginning."""

    kind: ClassVar[str] = "on_call.covered"
    cover_id: int
    replaced_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactsDue(Event):
    """For operators: these emergency contacts were not verified for a while."""

    kind: ClassVar[str] = "on_call.contacts_due"
    contact_ids: list[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapAsked(Event):
    """For the colleague who was asked; where nobody was named, for everybody of the level's rotations."""

    kind: ClassVar[str] = "on_call.swap_asked"
    swap_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapAnswered(Event):
    """For who asked: it was declined; for who was asked by name: it was withdrawn."""

    kind: ClassVar[str] = "on_call.swap_answered"
    swap_id: int
