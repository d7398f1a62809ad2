"""Ask to be told of the status page's news."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.status.subscriber import ASKS_A_DAY, StatusSubscriber
from app.policies.company_time import company_today
from workflows.accounts.users import shape_email
from workflows.outbox_events import emit
from workflows.status.subscribers.events import SubscriptionAsked


def subscribe(session: Session, *, email: str, component_ids: Sequence[int], locale: str, now: datetime) -> None:
    """A link goes to the address, at most five a day; what is confirmed is changed by its own link only.

    The caller learns nothing of what is known of the address. Raises Invalid for what is no address.
    """
    address, today = shape_email(email), company_today(session, now)
    made = insert(StatusSubscriber).values(email=address, ask_date=today, asks=0, created_at=now)
    session.execute(made.on_conflict_do_nothing(index_elements=["email"]))
    found = select(StatusSubscriber).where(StatusSubscriber.email == address)
    subscriber = session.scalars(found.with_for_update().execution_options(populate_existing=True)).one()
    if subscriber.ask_date != today:
        subscriber.ask_date, subscriber.asks = today, 0
    if subscriber.confirmed_at is None:
        subscriber.locale, subscriber.component_ids = locale, sorted(component_ids)
    if subscriber.asks < ASKS_A_DAY:
        subscriber.asks += 1
        emit(session, SubscriptionAsked(subscriber_id=subscriber.id), now=now)
    session.flush()
