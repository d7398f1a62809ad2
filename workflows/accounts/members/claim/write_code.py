"""Derive the code of a claim as its message leaves."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.core.crypto.derived_secrets import derived_code
from app.core.identifiers import new_secret
from app.models.accounts.member import AccountClaim
from workflows.accounts.users import hash_password

CODE_LIVES = timedelta(minutes=10)
CODE_DIGITS = 6


def write_code(session: Session, *, claim_id: int, key: str, now: datetime) -> str | None:
    """The nonce that, with `key`, gives the six digits; None when the customer has an account already."""
    claim = session.get_one(AccountClaim, claim_id, with_for_update=True, populate_existing=True)
    if claim.is_known or claim.proved_at is not None:
        return None
    nonce = new_secret()
    claim.code_hash, claim.expires_at = hash_password(derived_code(key, nonce, CODE_DIGITS)), now + CODE_LIVES
    session.flush()
    return nonce
