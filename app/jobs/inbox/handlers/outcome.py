"""What a receiver may say about an event besides applying it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.models.messaging.inbox import InboxEvent

Told = TypeVar("Told")
OLDEST_NEWS = timedelta(days=29)  # KEEP_MESSAGES_DAYS is 30 at least; providers try again for a week at most


class Ignored(Exception):
    """The event says nothing we act on."""


def ignore(_session: Session, event: InboxEvent, _now: datetime) -> None:
    """Kinds we do not know are kept and left alone."""
    raise Ignored(event.kind)


@dataclass(frozen=True, slots=True)
class NotApplied:
    """What the receiver has written stays, but the event is not simply applied: `held` ones wait for a person."""

    why: str
    held: bool = False


def require_recent(event: InboxEvent, told_at: datetime | None) -> None:
    """Nothing that happened longer ago than events are surely known by: a copy of it could not be told from it."""
    if told_at is not None and event.created_at - told_at > OLDEST_NEWS:
        raise Ignored("too old")


Receiver = Callable[[Session, InboxEvent, datetime], NotApplied | None]


def reading(
    parse: Callable[[dict[str, Any]], Any],
    kind: type[Told],
    apply: Callable[[Session, InboxEvent, Told, datetime], NotApplied | None],
) -> Receiver:
    """A receiver that is given the event as this type; what `parse` reads as another is left alone."""

    def receive(session: Session, event: InboxEvent, now: datetime) -> NotApplied | None:
        found = parse(event.raw)
        if not isinstance(found, kind):
            raise Ignored(event.kind)
        return apply(session, event, found, now)

    return receive
