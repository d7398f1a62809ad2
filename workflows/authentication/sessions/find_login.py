"""Whose cookie is this, and where else is that person logged in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, select
from sqlalchemy.orm import Session

from app.core.clock import DEFAULT_ZONE
from app.core.identifiers import sha256
from app.models.accounts.sessions import UserSession
from app.models.accounts.user import User, UserStatus
from app.models.company import Company
from app.models.status.announcement import announced_at
from app.models.support.settings.state_names import words_of_states


@dataclass(frozen=True, slots=True)
class Login:
    """A living log-in, as plain values."""

    id: int
    how: str
    started_at: datetime
    last_seen_at: datetime
    fresh_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """`name` is empty and `zone` WIB until the company is filled in; whether anything is announced now.

    `state_words`: what the desk calls the states of tickets, see `app.models.support.settings.state_names`.
    """

    name: str
    zone: str
    has_announcements: bool
    state_words: Mapping[str, list[str]] | None


LIVING_LOGIN = (
    select(
        User,
        UserSession,
        Company.name,
        Company.time_zone,
        exists().where(*announced_at(bindparam("now"))),
        words_of_states(),
    )
    .join(UserSession, UserSession.user_id == User.id)
    .outerjoin(Company, Company.id == 1)
    .where(
        UserSession.token_sha256 == bindparam("token"),
        UserSession.ended_at.is_(None),
        UserSession.expires_at > bindparam("now"),
        UserSession.last_seen_at > bindparam("idle_since"),
        User.status == UserStatus.ACTIVE,
    )
)  # written once: every page asks it, and building it takes longer than PostgreSQL's answer


def find_login(
    session: Session, *, token: str, now: datetime, idle_since: datetime
) -> tuple[User, Login, CompanyFacts] | None:
    """The active person and the session of a cookie, in one query; None: ended, expired, idle too long, unknown.

    With them comes what every page shows of the company.
    """
    asked = {"token": sha256(token), "now": now, "idle_since": idle_since}
    found = session.execute(LIVING_LOGIN, asked).one_or_none()
    if found is None:
        return None
    user, login, name, zone, has_announcements, state_words = found
    facts = (login.id, login.how, login.created_at, login.last_seen_at, login.fresh_at, login.expires_at)
    return user, Login(*facts), CompanyFacts(name or "", zone or DEFAULT_ZONE, has_announcements, state_words)


def list_sessions(session: Session, *, user_id: int, now: datetime, idle_since: datetime) -> Sequence[UserSession]:
    """The living log-ins of a person, the last used first."""
    living = select(UserSession).where(
        UserSession.user_id == user_id,
        UserSession.ended_at.is_(None),
        UserSession.expires_at > now,
        UserSession.last_seen_at > idle_since,
    )
    return session.scalars(living.order_by(UserSession.last_seen_at.desc(), UserSession.id.desc())).all()
