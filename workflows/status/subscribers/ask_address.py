"""Send a link to an address that somebody typed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.status.subscriber import ASKS_A_DAY, StatusSubscriber
from app.policies.company_time import company_today
from workflows.outbox_events import emit
from workflows.status.subscribers.events import SubscriptionAsked


def ask_address(
    session: Session, given: dict[str, Any], *, component_ids: Sequence[int], locale: str, now: datetime
) -> None:
    """`given`: the channel with its address. At most five links a day; what is confirmed keeps its choice."""
    today = company_today(session, now)
    made = insert(StatusSubscriber).values(**given, ask_date=today, asks=0, created_at=now)
    session.execute(made.on_conflict_do_nothing())
    found = select(StatusSubscriber).filter_by(**given)
    subscriber = session.scalars(found.with_for_update().execution_options(populate_existing=True)).one()
    if subscriber.ask_date != today:
        subscriber.ask_date, subscriber.asks = today, 0
    if subscriber.confirmed_at is None:
        subscriber.locale, subscriber.component_ids = locale, sorted(component_ids)
    if subscriber.asks < ASKS_A_DAY:
        subscriber.asks += 1
        emit(session, SubscriptionAsked(subscriber_id=subscriber.id), now=now)
    session.flush()
