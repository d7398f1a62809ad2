"""End what was begun and not finished."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.models.accounts.member import AccountClaim, EmailChange
from app.models.accounts.mfa import Authenticator, PasskeyChallenge
from app.models.accounts.user import TelegramLink
from workflows.authentication.sessions.end_resets import end_resets
from workflows.authentication.sessions.run_unloaded import run_unloaded

SPENT_TRIES = 5  # of a claim: no code fits any more


def end_half_open(session: Session, *, user_id: int, now: datetime) -> None:
    """Resets, e-mail changes, claims, Telegram links, authenticators and passkeys that were begun and not finished."""
    end_resets(session, user_id=user_id, now=now)
    changes = update(EmailChange).where(
        EmailChange.user_id == user_id, EmailChange.confirmed_at.is_(None), EmailChange.withdrawn_at.is_(None)
    )
    run_unloaded(session, changes.values(withdrawn_at=now))
    claims = update(AccountClaim).where(AccountClaim.user_id == user_id, AccountClaim.used_at.is_(None))
    run_unloaded(session, claims.values(tries=SPENT_TRIES, proved_at=None))
    run_unloaded(session, delete(TelegramLink).where(TelegramLink.user_id == user_id, TelegramLink.used_at.is_(None)))
    run_unloaded(
        session, delete(Authenticator).where(Authenticator.user_id == user_id, Authenticator.confirmed_at.is_(None))
    )
    run_unloaded(session, delete(PasskeyChallenge).where(PasskeyChallenge.user_id == user_id))
