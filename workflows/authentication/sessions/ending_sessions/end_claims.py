"""End claims of a customer's record."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.member import AccountClaim
from workflows.authentication.sessions.run_unloaded import run_unloaded

SPENT_TRIES = 5  # no code fits any more


def end_claims(session: Session, *which: Any) -> None:
    """No code of these claims fits any more, and what one of them proved counts for nothing."""
    claims = update(AccountClaim).where(*which, AccountClaim.used_at.is_(None))
    run_unloaded(session, claims.values(tries=SPENT_TRIES, proved_at=None))
