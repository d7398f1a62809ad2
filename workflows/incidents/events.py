"""Events of incidents."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEnded(Event):
    """For everybody who was called, and for the reporters of linked bugs."""

    kind: ClassVar[str] = "incident.ended"
    incident_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItemDue(Event):
    """For the owner of an overdue action item."""

    kind: ClassVar[str] = "incident.item_due"
    item_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateDue(Event):
    """For who speaks to customers: they have been told nothing for a while."""

    kind: ClassVar[str] = "incident.update_due"
    incident_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentMoved(Event):
    """For groups of the team's chats: `entry_id` is the line of the timeline that says what happened."""

    kind: ClassVar[str] = "incident.moved"
    incident_id: int
    entry_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDue(Event):
    """For the commander, else the admins: `hours` are left to tell those whose personal data is concerned."""

    kind: ClassVar[str] = "incident.notice_due"
    incident_id: int
    hours: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMortemDue(Event):
    """For the commander, else the admins: it is not written yet."""

    kind: ClassVar[str] = "incident.post_mortem_due"
    incident_id: int
