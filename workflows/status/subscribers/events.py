"""Events for subscribers of the status page and for its mirror."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscriptionAsked(Event):
    """Somebody typed this address: to confirm, or to manage what is confirmed."""

    kind: ClassVar[str] = "status.subscription_asked"
    subscriber_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusNews(Event):
    """Public news of an incident: `entry_id`, and all that followed it where `digest`."""

    kind: ClassVar[str] = "status.news"
    incident_id: int
    entry_id: int
    digest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOver(Event):
    """An incident that customers were told of has ended."""

    kind: ClassVar[str] = "status.incident_over"
    incident_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceNews(Event):
    """`fact`: planned, started, completed or cancelled."""

    kind: ClassVar[str] = "status.maintenance"
    maintenance_id: int
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MirrorDue(Event):
    """Something of the status page changed, for its mirror. `thing`: component, incident or maintenance.

    `entry_id`: the public news of an incident; 0 when it is over.
    """

    kind: ClassVar[str] = "status.mirror"
    thing: str
    local_id: int
    entry_id: int = 0
