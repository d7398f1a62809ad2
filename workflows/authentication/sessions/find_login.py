"""Whose cookie is this, and where else is that person logged in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from app.core.identifiers import sha256
from app.core.prepared_statement import Statement
from app.models.accounts.sessions import UserSession
from app.models.accounts.user import User, UserStatus

# made once: every request passes here
_COLUMNS = User.__table__.columns
_FIND = Statement(
    select(
        *_COLUMNS,
        UserSession.id,
        UserSession.how,
        UserSession.created_at,
        UserSession.last_seen_at,
        UserSession.fresh_at,
        UserSession.expires_at,
    )
    .join(User, User.id == UserSession.user_id)
    .where(
        UserSession.token_sha256 == bindparam("token"),
        UserSession.ended_at.is_(None),
        UserSession.expires_at > bindparam("now"),
        UserSession.last_seen_at > bindparam("idle_since"),
        User.status == UserStatus.ACTIVE,
    )
)


@dataclass(frozen=True, slots=True)
class Login:
    """A living log-in, as plain values."""

    id: int
    how: str
    started_at: datetime
    last_seen_at: datetime
    fresh_at: datetime
    expires_at: datetime


def find_login(session: Session, *, token: str, now: datetime, idle_since: datetime) -> tuple[User, Login] | None:
    """The active person and the log-in behind a cookie, in one query; None: ended, too old, idle too long, unknown."""
    found = _FIND.first(session, {"token": sha256(token), "now": now, "idle_since": idle_since})
    if found is None:
        return None
    return _known(session, found[: len(_COLUMNS)]), Login(*found[len(_COLUMNS) :])


def _known(session: Session, values: tuple[Any, ...]) -> User:
    """The row as the session's own object, as if it had loaded it itself."""
    user = User()
    for name, value in zip(_COLUMNS.keys(), values, strict=True):
        set_committed_value(user, name, value)
    known = session.identity_map.get(identity_key(User, user.id))
    if known is None:
        make_transient_to_detached(user)
        session.add(user)
    return known or user


def list_sessions(session: Session, *, user_id: int, now: datetime, idle_since: datetime) -> Sequence[UserSession]:
    """The living log-ins of a person, the last used first."""
    living = select(UserSession).where(
        UserSession.user_id == user_id,
        UserSession.ended_at.is_(None),
        UserSession.expires_at > now,
        UserSession.last_seen_at > idle_since,
    )
    return session.scalars(living.order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())).all()
