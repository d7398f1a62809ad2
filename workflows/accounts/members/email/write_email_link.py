"""Derive the link of a new e-mail address as its message leaves."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.crypto.derived_secrets import derived_token
from app.core.identifiers import new_secret, sha256
from app.models.accounts.member import EmailChange
from workflows.accounts.members.rules import LINK_LIVES


def write_email_link(session: Session, *, change_id: int, key: str, now: datetime) -> str | None:
    """The nonce that, with `key`, gives the link's token; only its SHA-256 is kept. None: nothing to confirm."""
    change = session.get_one(EmailChange, change_id, with_for_update=True, populate_existing=True)
    if change.is_known or change.confirmed_at or change.withdrawn_at:
        return None
    nonce = new_secret()
    change.token_sha256, change.expires_at = sha256(derived_token(key, nonce)), now + LINK_LIVES
    session.flush()
    return nonce
