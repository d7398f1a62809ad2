"""Keep one choice of a topic and a channel."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.messaging.notification import NotificationChoice


def store_choice(session: Session, rows: list[dict[str, object]]) -> None:
    if not rows:
        return
    statement = insert(NotificationChoice).values(rows)
    place = [NotificationChoice.user_id, NotificationChoice.topic, NotificationChoice.channel]
    session.execute(statement.on_conflict_do_update(index_elements=place, set_={"wanted": statement.excluded.wanted}))
