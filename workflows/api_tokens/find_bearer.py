"""Who comes with this key."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.identifiers import sha256
from app.models.accounts.api_token import ApiToken
from app.models.accounts.sessions import UserSession
from app.models.accounts.user import User

NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Bearer:
    """A living key and its owner, who is active now."""

    token: ApiToken
    user: User
    proved_at: datetime | None  # when the owner last showed the password; None for keys that live long

    def may(self, scope: str) -> bool:
        return scope in self.token.scopes


def find_bearer(session: Session, *, secret: str, now: datetime) -> Bearer | None:
    """By the hash, so the time tells nothing of the secret; None for what is unknown, over, revoked or orphaned."""
    wanted = (
        select(ApiToken, User, UserSession.ended_at, UserSession.fresh_at)
        .join(User, User.id == ApiToken.user_id)
        .outerjoin(UserSession, UserSession.id == ApiToken.session_id)
        .where(ApiToken.token_sha256 == sha256(secret))
        .execution_options(populate_existing=True)
    )
    found = session.execute(wanted).one_or_none()
    if found is None:
        return None
    token, owner, session_ended_at = found[0], found[1], found[2]
    if not token.is_live(now) or not owner.is_active or session_ended_at is not None:
        return None
    return Bearer(token, owner, found[3])


def must_note(token: ApiToken, now: datetime) -> bool:
    return token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY
