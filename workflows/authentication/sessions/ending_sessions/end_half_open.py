"""End what was begun and not finished."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.models.accounts.member import AccountClaim
from app.models.accounts.mfa import Authenticator, PasskeyChallenge
from app.models.accounts.user import TelegramLink
from workflows.authentication.sessions.ending_sessions.end_claims import end_claims
from workflows.authentication.sessions.ending_sessions.end_resets import end_resets
from workflows.authentication.sessions.ending_sessions.withdraw_email_change import withdraw_email_change
from workflows.authentication.sessions.run_unloaded import run_unloaded


def end_half_open(session: Session, *, user_id: int, now: datetime) -> None:
    """Resets, e-mail changes, claims, Telegram links, authenticators and passkeys that were begun and not finished."""
    end_resets(session, user_id=user_id, now=now)
    withdraw_email_change(session, user_id=user_id, now=now)
    end_claims(session, AccountClaim.user_id == user_id)
    run_unloaded(session, delete(TelegramLink).where(TelegramLink.user_id == user_id, TelegramLink.used_at.is_(None)))
    run_unloaded(
        session, delete(Authenticator).where(Authenticator.user_id == user_id, Authenticator.confirmed_at.is_(None))
    )
    run_unloaded(session, delete(PasskeyChallenge).where(PasskeyChallenge.user_id == user_id))
