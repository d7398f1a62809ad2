"""What a receiver may say about an event besides applying it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.messaging.inbox import InboxEvent


class Ignored(Exception):
    """The event says nothing we act on."""


def ignore(_session: Session, event: InboxEvent, _now: datetime) -> None:
    """Kinds we do not know are kept and left alone."""
    raise Ignored(event.kind)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the receiver has written stays, but the event is not simply applied: `held` ones wait for a person."""

    why: str
    held: bool = False


Receiver = Callable[[Session, InboxEvent, datetime], Kept | None]
