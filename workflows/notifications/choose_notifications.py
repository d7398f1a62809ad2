"""A person says which topics they want where."""

from collections.abc import Mapping

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.messaging.notification import ESSENTIAL, NotificationChoice, Topic
from app.models.messaging.outbox import Channel
from workflows.notifications.preferences import list_wishes

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
    _keep(session, changed)
    return len(changed)


def stop_mails(session: Session, *, user_id: int, topic: Topic) -> None:
    """By the link in an e-mail: no more e-mail on this topic."""
    if topic in ESSENTIAL:
        raise Invalid(N_("Kabar jenis ini penting dan tidak bisa dihentikan."))
    _keep(session, [{"user_id": user_id, "topic": topic, "channel": Channel.EMAIL, "wanted": False}])


def _keep(session: Session, rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    said = insert(NotificationChoice).values(rows)
    place = [NotificationChoice.user_id, NotificationChoice.topic, NotificationChoice.channel]
    session.execute(said.on_conflict_do_update(index_elements=place, set_={"wanted": said.excluded.wanted}))
