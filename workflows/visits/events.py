"""What people are told about visits."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitOpened(Event):
    """Every eligible technician is invited; `emergency`: a place came back; `round`: the visit's, ended by its own."""

    kind: ClassVar[str] = "visit.opened"
    visit_id: int
    round: int
    emergency: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationsEnded(Event):
    """The visit is full, moved or over: its invitations are withdrawn. Written by a trigger, and for late arrivals."""

    kind: ClassVar[str] = "visit.invitations_ended"
    visit_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitClaimed(Event):
    kind: ClassVar[str] = "visit.claimed"
    visit_id: int
    technician_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFilled(Event):
    """The last place is taken: the technician is told so, the customer who comes."""

    kind: ClassVar[str] = "visit.filled"
    visit_id: int
    technician_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOffered(Event):
    kind: ClassVar[str] = "queue.offered"
    visit_id: int
    technician_id: int
    entry_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRescheduled(Event):
    kind: ClassVar[str] = "visit.rescheduled"
    visit_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCancelled(Event):
    """`technician_ids`: who held a place."""

    kind: ClassVar[str] = "visit.cancelled"
    visit_id: int
    reason: str
    technician_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianReleased(Event):
    """CS took the technician off the team; `reason` is a ReleaseReason."""

    kind: ClassVar[str] = "visit.technician_released"
    visit_id: int
    technician_id: int
    reason: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseAsked(Event):
    """CS decides whether the technician may go."""

    kind: ClassVar[str] = "visit.release_asked"
    visit_id: int
    technician_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRefused(Event):
    """The technician who asked to be released stays."""

    kind: ClassVar[str] = "visit.release_refused"
    visit_id: int
    technician_id: int
    note: str
