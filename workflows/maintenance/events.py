"""Events of maintenance."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceDue(Event):
    """For the owner of a record whose day is near or over."""

    kind: ClassVar[str] = "maintenance.due"
    record_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceMonthReady(Event):
    """For whoever leads: the report of a month is drawn."""

    kind: ClassVar[str] = "maintenance.month_ready"
    month_id: int
