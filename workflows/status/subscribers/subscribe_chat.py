"""Ask that the status page's news come to a chat."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.status.subscriber import StatusSubscriber, SubscriberChannel
from app.policies.company_time import company_today


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
