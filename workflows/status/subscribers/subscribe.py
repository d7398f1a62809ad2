"""Ask to be told of the status page's news."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.status.subscriber import ASKS_A_DAY, StatusSubscriber, SubscriberChannel
from app.policies.company_time import company_today
from workflows.accounts.users import shape_email
from workflows.outbox_events import emit
from workflows.status.subscribers.events import SubscriptionAsked
from workflows.webhooks import fit_url


def subscribe(session: Session, *, email: str, component_ids: Sequence[int], locale: str, now: datetime) -> None:
    """A link goes to the address, at most five a day; what is confirmed is changed by its own link only.

    The caller learns nothing of what is known of the address. Raises Invalid for what is no address.
    """
    given = {"channel": SubscriberChannel.EMAIL, "email": shape_email(email)}
    _ask(session, given, component_ids=component_ids, locale=locale, now=now)


def subscribe_webhook(
    session: Session, *, url: str, loopback: bool, component_ids: Sequence[int], locale: str, now: datetime
) -> None:
    """As `subscribe`: the link is posted to the address. Raises Invalid for one that we never call."""
    given = {"channel": SubscriberChannel.WEBHOOK, "url": fit_url(url, loopback=loopback)}
    _ask(session, given, component_ids=component_ids, locale=locale, now=now)


def subscribe_chat(
    session: Session, *, channel: SubscriberChannel, component_ids: Sequence[int], locale: str, now: datetime
) -> StatusSubscriber:
    """A WhatsApp or Telegram chat that is still unknown: the message with the code of this row tells which."""
    made = StatusSubscriber(
        channel=channel,
        component_ids=sorted(component_ids),
        locale=locale,
        ask_date=company_today(session, now),
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made


def _ask(session: Session, given: dict[str, Any], *, component_ids: Sequence[int], locale: str, now: datetime) -> None:
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
