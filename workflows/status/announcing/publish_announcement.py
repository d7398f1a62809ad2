"""Publish an announcement."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.status.announcement import ANNOUNCEMENT_FLOW, Announcement
from workflows.transitions import transition


def publish_announcement(session: Session, *, announcement_id: int, actor: User, now: datetime) -> Announcement:
    done: Announcement = transition(session, ANNOUNCEMENT_FLOW, announcement_id, "publish", actor=actor, now=now)
    return done
