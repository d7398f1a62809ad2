"""What staff are told about channels and templates."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from workflows.outbox_events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelStopped(Event):
    """A whole channel is unusable (token, account, payment): admins are told, once an hour."""

    kind: ClassVar[str] = "channel.stopped"
    channel: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateStopped(Event):
    """Meta paused, disabled or rejected a template: admins and CS are told that its messages are sent by hand."""

    kind: ClassVar[str] = "channel.template_stopped"
    template_id: int
    status: str


class AccountNews(StrEnum):
    """What Meta's word means for our messages."""

    RESTRICTED = "RESTRICTED"  # they go to CS
    WORKS = "WORKS"
    WARNED = "WARNED"  # they still leave


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRestricted(Event):
    """Meta restricted or reinstated the WhatsApp account, or warns: admins and CS are told."""

    kind: ClassVar[str] = "channel.account_changed"
    happening: str
    detail: str
    meaning: AccountNews


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(Event):
    """What the messages of kind `asked` offered buttons for is decided; `outcome` is the key of a sentence."""

    kind: ClassVar[str] = "telegram.decided"
    asked: str
    outcome: str
    visit_id: int | None = None
    invoice_id: int | None = None
    alert_id: int | None = None
    entry_id: int | None = None  # of the waiting list
    incident_id: int | None = None
    actor_id: int | None = None
