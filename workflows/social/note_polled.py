"""When a source was last read, or what stood in the way."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.social.social import SocialSource


def note_polled(session: Session, *, source_id: int, now: datetime, last_id: str = "", error: str = "") -> None:
    values = {"poll_error": error[:300]} if error else {"poll_error": "", "polled_at": now}
    if last_id:
        values["last_id"] = last_id
    session.execute(
        update(SocialSource).where(SocialSource.id == source_id).values(values).execution_options(noted=True)
    )
