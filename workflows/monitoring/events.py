"""Events of monitoring."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRaised(Event):
    """For the technical team."""

    kind: ClassVar[str] = "alarm.raised"
    alarm_id: int
