"""No more e-mail on a topic, by the link in an e-mail."""

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.messaging.notification import ESSENTIAL, Topic
from app.models.messaging.outbox import Channel
from workflows.notifications.store_choice import store_choice


def stop_mails(session: Session, *, user_id: int, topic: Topic) -> None:
    """By the link in an e-mail: no more e-mail on this topic."""
    if topic in ESSENTIAL:
        raise Invalid(N_("Kabar jenis ini penting dan tidak bisa dihentikan."))
    store_choice(session, [{"user_id": user_id, "topic": topic, "channel": Channel.EMAIL, "wanted": False}])
