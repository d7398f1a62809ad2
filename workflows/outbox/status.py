"""How far a WhatsApp message came, told by Meta in any order, any number of times.

No `move()` here: these are a provider's facts with columns of their own, three for every letter, not decisions.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.outbox import Delivery, DeliveryStatus

OUTSIDE_WINDOW = "131047"
PAST = "past"  # in the payload: ids of earlier sendings of the same letter
_RANK = {
    DeliveryStatus.PARKED: 0,
    DeliveryStatus.QUEUED: 0,
    DeliveryStatus.SENT: 1,
    DeliveryStatus.DELIVERED: 2,
    DeliveryStatus.READ: 3,
}
_TOLD = {
    "sent": DeliveryStatus.SENT,
    "delivered": DeliveryStatus.DELIVERED,
    "read": DeliveryStatus.READ,
    "played": DeliveryStatus.READ,
}


@dataclass(frozen=True, slots=True)
class StatusNews:
    """`delivery_id` is our own mark on the message, `provider_id` Meta's; either may be all we have."""

    provider_id: str
    status: str
    at: datetime
    delivery_id: int | None = None
    error_code: str = ""
    error_detail: str = ""


def note_status(session: Session, news: StatusNews, *, now: datetime) -> Delivery | None:
    """Note it if it is further than what we knew; None when it is about no letter of ours."""
    letter = _find(session, news)
    if letter is None or news.provider_id in letter.payload.get(PAST, []):
        return letter
    if news.status == "failed":
        _failed(session, letter, news, now)
    elif news.status in _TOLD and letter.status in _RANK:
        _further(letter, _TOLD[news.status], news)
    session.flush()
    return letter


def after_window_closed(payload: dict[str, Any], provider_id: str | None = None) -> dict[str, Any] | None:
    """The payload of a second sending, by the approved template kept ready; None: a person must send it."""
    template = payload.get("fallback")
    if template is None or payload.get("template"):
        return None
    kept = {name: value for name, value in payload.items() if name != "fallback"}
    return with_past({**kept, "template": template}, provider_id)


def with_past(payload: dict[str, Any], provider_id: str | None) -> dict[str, Any]:
    """The payload of another sending, which remembers the one before."""
    return {**payload, PAST: [*payload.get(PAST, []), provider_id]} if provider_id else dict(payload)


def _find(session: Session, news: StatusNews) -> Delivery | None:
    ways = [Delivery.provider_id == news.provider_id]
    if news.delivery_id is not None:
        ways.insert(0, Delivery.id == news.delivery_id)
    for way in ways:
        found = select(Delivery).where(way).with_for_update().limit(1)
        letter = session.scalars(found.execution_options(populate_existing=True)).one_or_none()
        if letter is not None:
            return letter
    return None


def _further(letter: Delivery, reached: DeliveryStatus, news: StatusNews) -> None:
    letter.provider_id = letter.provider_id or news.provider_id
    letter.sent_at = letter.sent_at or news.at
    if reached == DeliveryStatus.READ:
        letter.read_at = letter.read_at or news.at
    if _RANK[reached] >= _RANK[DeliveryStatus.DELIVERED]:
        letter.delivered_at = letter.delivered_at or news.at
    if _RANK[reached] > _RANK[letter.status]:
        letter.status = reached
        letter.error_code = letter.error_detail = ""


def _failed(session: Session, letter: Delivery, news: StatusNews, now: datetime) -> None:
    """Only from queued or sent: what was delivered cannot fail any more."""
    stale = letter.provider_id is not None and letter.provider_id != news.provider_id
    if letter.status not in {DeliveryStatus.QUEUED, DeliveryStatus.SENT} or stale:
        return
    letter.error_code = news.error_code[:60] or "failed"
    letter.error_detail = news.error_detail[:1000]
    letter.provider_id = news.provider_id
    if news.error_code != OUTSIDE_WINDOW:
        letter.status = DeliveryStatus.PARKED
        return
    second = after_window_closed(letter.payload, news.provider_id)
    if second is None:
        letter.status = DeliveryStatus.BY_HAND
        return
    letter.payload = second
    letter.status = DeliveryStatus.QUEUED
    letter.provider_id = letter.sent_at = None
    letter.tries = 0  # what the first sending still has to write is recognised as stale by it
    letter.due_at = now
    session.info["promised"] = True
