"""Check the code of a forgotten password."""

import hmac
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.crypto.derived_secrets import derived_code, derived_token
from app.core.identifiers import sha256
from app.models.accounts.sessions import PasswordReset, ResetChannel

MOST_TRIES = 5


def check_code(session: Session, *, browser: str, code: str, key: str, now: datetime) -> str | None:
    """The link's token for the right code in the browser that asked; None for a wrong one, which is counted."""
    newest = (
        select(PasswordReset)
        .where(PasswordReset.browser_sha256 == sha256(browser), PasswordReset.channel == ResetChannel.WHATSAPP)
        .order_by(PasswordReset.id.desc())
        .limit(1)
        .with_for_update()
    )
    asked = session.scalars(newest).one_or_none()
    right = derived_code(key, asked.nonce if asked else "nobody asked")
    same = hmac.compare_digest(code.encode(), right.encode())
    if asked is None or asked.used_at is not None or asked.expires_at <= now or asked.tries >= MOST_TRIES:
        return None
    asked.tries += 1
    return derived_token(key, asked.nonce) if same and asked.user_id is not None else None
