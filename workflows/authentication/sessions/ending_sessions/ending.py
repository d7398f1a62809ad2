"""Ending rows of log-ins, with their audit entry and their browsers' pushes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, update
from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.models.accounts.sessions import UserSession
from app.models.accounts.user import User
from app.models.messaging.notification import PushSubscription
from workflows.transitions import note


def note_ended(session: Session, user_id: int, count: int, now: datetime) -> None:
    actor_id = unit_of(session).actor_id
    actor = session.get(User, actor_id) if actor_id else None
    note(session, User.__tablename__, user_id, "sessions_ended", actor=actor, now=now, sessions=count)


def end_where(session: Session, now: datetime, *which: object) -> int:
    ended = (
        update(UserSession)
        .where(UserSession.ended_at.is_(None), *which)  # type: ignore[arg-type]
        .values(ended_at=now)
        .returning(UserSession.user_id, UserSession.device_sha256)
        .execution_options(synchronize_session=False)
    )
    rows = session.execute(ended).all()
    _end_pushes(session, rows, now)
    return len(rows)


def _end_pushes(session: Session, ended: Sequence[Any], now: datetime) -> None:
    """A browser that is logged out, and has no other log-in of that person, gets no more pushes."""
    devices = {row.device_sha256 for row in ended if row.device_sha256}
    if not devices:
        return
    still_in = exists().where(
        UserSession.user_id == PushSubscription.user_id,
        UserSession.device_sha256 == PushSubscription.device_sha256,
        UserSession.ended_at.is_(None),
        UserSession.expires_at > now,
    )
    pushes = update(PushSubscription).where(
        PushSubscription.user_id == ended[0].user_id,
        PushSubscription.device_sha256.in_(devices),
        PushSubscription.ended_at.is_(None),
        ~still_in,
    )
    session.execute(pushes.values(ended_at=now).execution_options(synchronize_session=False))
