"""Keep what differs from how it is; essential topics stay as they are."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.notification import ESSENTIAL, Topic
from app.models.messaging.outbox import Channel
from workflows.notifications.preferences import list_wishes
from workflows.notifications.store_choice import store_choice

Wishes = Mapping[Topic, Mapping[Channel, bool]]


def choose_notifications(session: Session, *, actor: User, wishes: Wishes) -> int:
    """Keep what differs from how it is; essential topics stay as they are. Returns how many were changed."""
    now_so = list_wishes(session, user=actor)
    changed: list[dict[str, object]] = [
        {"user_id": actor.id, "topic": topic, "channel": channel, "wanted": wanted}
        for topic, channels in wishes.items()
        if topic in now_so and topic not in ESSENTIAL
        for channel, wanted in channels.items()
        if wanted != now_so[topic][channel]
    ]
    store_choice(session, changed)
    return len(changed)
