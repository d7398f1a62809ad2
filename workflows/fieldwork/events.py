"""Events of field work."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(Event):
    """CS has to decide; `again`: the time they had granted is over."""

    kind: ClassVar[str] = "alert.raised"
    visit_id: int
    alert_id: int
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsRaised(Event):
    """Many at once: CS gets one list."""

    kind: ClassVar[str] = "alert.many_raised"
    alert_ids: list[int]
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianReplaced(Event):
    """Who did not come is told that the place is no longer theirs."""

    kind: ClassVar[str] = "technician.replaced"
    visit_id: int
    technician_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClosed(Event):
    """The team goes on without this technician."""

    kind: ClassVar[str] = "place.closed"
    visit_id: int
    technician_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequested(Event):
    kind: ClassVar[str] = "extension.requested"
    visit_id: int
    extension_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionApproved(Event):
    """Team, those who leave, and the customer are told of the new end."""

    kind: ClassVar[str] = "extension.approved"
    visit_id: int
    extension_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRejected(Event):
    kind: ClassVar[str] = "extension.rejected"
    visit_id: int
    extension_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFinished(Event):
    """CS is told that an invoice can be drafted."""

    kind: ClassVar[str] = "visit.finished"
    visit_id: int
