"""Closing every way into an account at once, and what is only begun."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.models.accounts.api_token import TOKEN_FLOW, ApiToken, TokenStatus
from app.models.accounts.member import AccountClaim, EmailChange
from app.models.accounts.mfa import Authenticator, PasskeyChallenge
from app.models.accounts.sessions import PasswordReset
from app.models.accounts.user import TelegramLink, User
from app.models.messaging.notification import PushSubscription
from workflows.authentication.sessions.end_session import end_sessions
from workflows.transitions import note, transition

SPENT_TRIES = 5  # of a claim: no code fits any more


def close_every_way_in(
    session: Session, *, user: User, actor: User | None, now: datetime, keep_session: int | None = None
) -> None:
    """Sessions, API tokens, pushes, the proof of the Telegram chat, and whatever is half open.

    `keep_session`: the one the person does it in. Passkeys, outside identities and a confirmed authenticator are the
    person's own and stay; taking those away is `reset_factors`.
    """
    end_sessions(session, user_id=user.id, now=now, except_id=keep_session)
    end_half_open(session, user_id=user.id, now=now)
    live = select(ApiToken.id).where(ApiToken.user_id == user.id, ApiToken.status == TokenStatus.ACTIVE)
    if keep_session is not None:
        live = live.where(ApiToken.session_id.is_distinct_from(keep_session))
    for token_id in session.scalars(live.order_by(ApiToken.id)).all():
        transition(session, TOKEN_FLOW, token_id, "revoke", actor=actor, now=now, revoked_at=now)
    pushes = update(PushSubscription).where(PushSubscription.user_id == user.id, PushSubscription.ended_at.is_(None))
    _run(session, pushes.values(ended_at=now))
    session.flush()
    proved = update(User).where(User.id == user.id, User.telegram_verified_at.is_not(None))
    _run(session, proved.values(telegram_verified_at=None))
    session.refresh(user, ["telegram_verified_at"])
    note(session, User.__tablename__, user.id, "ways_in_closed", actor=actor, now=now)


def end_half_open(session: Session, *, user_id: int, now: datetime) -> None:
    """Resets, e-mail changes, claims, Telegram links, authenticators and passkeys that were begun and not finished."""
    end_resets(session, user_id=user_id, now=now)
    changes = update(EmailChange).where(
        EmailChange.user_id == user_id, EmailChange.confirmed_at.is_(None), EmailChange.withdrawn_at.is_(None)
    )
    _run(session, changes.values(withdrawn_at=now))
    claims = update(AccountClaim).where(AccountClaim.user_id == user_id, AccountClaim.used_at.is_(None))
    _run(session, claims.values(tries=SPENT_TRIES, proved_at=None))
    _run(session, delete(TelegramLink).where(TelegramLink.user_id == user_id, TelegramLink.used_at.is_(None)))
    _run(session, delete(Authenticator).where(Authenticator.user_id == user_id, Authenticator.confirmed_at.is_(None)))
    _run(session, delete(PasskeyChallenge).where(PasskeyChallenge.user_id == user_id))


def end_resets(session: Session, *, user_id: int, now: datetime) -> None:
    """Links and codes for a forgotten password: also when the address or number they went to is no longer theirs."""
    asked = update(PasswordReset).where(PasswordReset.user_id == user_id, PasswordReset.used_at.is_(None))
    _run(session, asked.values(used_at=now))


def _run(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
