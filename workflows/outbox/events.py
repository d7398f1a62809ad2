"""What the house says about its own post."""

from dataclasses import dataclass
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelStopped(Event):
    """A whole channel is unusable (token, account, payment): admins are told, once an hour."""

    kind: ClassVar[str] = "channel.stopped"
    channel: str
    code: str
