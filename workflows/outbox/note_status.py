"""Note how far a provider says a message has come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.units import RELAY, unit_of
from app.models.messaging.outbox import DELIVERY_FLOW, Delivery, DeliveryStatus
from workflows.outbox.delivery_status import PAST, after_window_closed, is_sealed
from workflows.transitions import transition_unaudited

OUTSIDE_WINDOW = "131047"
CODE_WAITS = "code_waits"  # a secret outside the window without a template: nobody can send it by hand
_TOLD = {"sent": "reach_sent", "delivered": "reach_delivered", "read": "reach_read", "played": "reach_read"}
_ON_ITS_WAY = DELIVERY_FLOW.transitions["reach_read"].sources | {DeliveryStatus.READ}


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
    """Note it if it is further than what we knew; None when it is about no message of ours."""
    delivery = _find(session, news)
    if delivery is None or news.provider_id in delivery.payload.get(PAST, []):
        return delivery
    if news.status == "failed":
        _failed(session, delivery, news, now)
    elif news.status in _TOLD and delivery.status in _ON_ITS_WAY:
        _further(session, delivery, _TOLD[news.status], news)
    session.flush()
    return delivery


def _find(session: Session, news: StatusNews) -> Delivery | None:
    ways = [Delivery.provider_id == news.provider_id]
    if news.delivery_id is not None:
        ways.insert(0, Delivery.id == news.delivery_id)
    for way in ways:
        found = select(Delivery).where(way).with_for_update().limit(1)
        delivery = session.scalars(found.execution_options(populate_existing=True)).one_or_none()
        if delivery is not None:
            return delivery
    return None


def _further(session: Session, outgoing: Delivery, reached: str, news: StatusNews) -> None:
    outgoing.provider_id = outgoing.provider_id or news.provider_id
    outgoing.sent_at = outgoing.sent_at or news.at
    if reached == "reach_read":
        outgoing.read_at = outgoing.read_at or news.at
    if reached != "reach_sent":
        outgoing.delivered_at = outgoing.delivered_at or news.at
    session.flush()
    if outgoing.status in DELIVERY_FLOW.transitions[reached].sources:
        transition_unaudited(session, DELIVERY_FLOW, outgoing.id, reached, error_code="", error_detail="")


def _failed(session: Session, outgoing: Delivery, news: StatusNews, now: datetime) -> None:
    """Only from queued or sent: what was delivered cannot fail any more."""
    stale = outgoing.provider_id is not None and outgoing.provider_id != news.provider_id
    if outgoing.status not in DELIVERY_FLOW.transitions["fail"].sources or stale:
        return
    why = {"error_code": news.error_code[:60] or "failed", "error_detail": news.error_detail[:1000]}
    if news.error_code != OUTSIDE_WINDOW:
        transition_unaudited(session, DELIVERY_FLOW, outgoing.id, "fail", provider_id=news.provider_id, **why)
        return
    second = after_window_closed(outgoing.payload, news.provider_id)
    if second is None and is_sealed(outgoing.payload):
        why["error_code"] = CODE_WAITS
        transition_unaudited(session, DELIVERY_FLOW, outgoing.id, "fail", provider_id=news.provider_id, **why)
        return
    if second is None:
        transition_unaudited(session, DELIVERY_FLOW, outgoing.id, "leave_to_desk", provider_id=news.provider_id, **why)
        return
    # tries from nothing: what the first sending still has to write is recognised as stale by it
    again = {"payload": second, "provider_id": None, "sent_at": None, "tries": 0, "due_at": now}
    transition_unaudited(session, DELIVERY_FLOW, outgoing.id, "send_by_template", **again, **why)
    unit_of(session).wake.add(RELAY)
