"""Derive the link of a sign-up as its mail leaves."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.crypto.derived_secrets import derived_token
from app.core.identifiers import new_secret, sha256
from app.models.accounts.member import Signup
from workflows.accounts.members.rules import LINK_LIVES


def write_confirmation(session: Session, *, signup_id: int, key: str, now: datetime) -> str | None:
    """The nonce that, with `key`, gives the link's token, good for 24 hours; its SHA-256 is kept. None: no use."""
    signup = session.get_one(Signup, signup_id, with_for_update=True, populate_existing=True)
    if signup.is_known or signup.confirmed_at is not None:
        return None
    nonce = new_secret()
    signup.token_sha256, signup.expires_at = sha256(derived_token(key, nonce)), now + LINK_LIVES
    session.flush()
    return nonce
