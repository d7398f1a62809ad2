"""Ask for a new password: a link by e-mail or a code by WhatsApp."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.crypto.derived_secrets import derived_token
from app.core.identifiers import new_secret, sha256
from app.models.accounts.sessions import PasswordReset, ResetChannel
from app.models.accounts.user import User
from workflows.authentication.sessions import ResetAsked, find_person
from workflows.one_at_a_time import one_at_a_time
from workflows.outbox_events import emit

LINK_LIVES, CODE_LIVES = timedelta(minutes=30), timedelta(minutes=10)
MOST_ASKED, ASKED_WITHIN = 3, timedelta(hours=1)


def ask_reset(session: Session, *, name: str, browser: str, key: str, now: datetime) -> None:
    """Emit a link or a code to whom the name belongs. Everything is written for an unknown name as well.

    `browser`: a secret of the browser that asks; `key`: the default.
    """
    person = find_person(session, name)
    one_at_a_time(session, f"password_resets:{person.id if person else sha256(name)}")
    often = _asked_often(session, person.id if person else 0, now)  # counted for nobody, too: it takes its time
    user = person if person is not None and person.is_active and not often else None
    channel = _channel(name, user)
    nonce = new_secret()
    asked = PasswordReset(
        user_id=user.id if user else None,
        channel=channel,
        nonce=nonce,
        token_sha256=sha256(derived_token(key, nonce)),
        browser_sha256=sha256(browser),
        expires_at=now + (LINK_LIVES if channel == ResetChannel.EMAIL else CODE_LIVES),
        created_at=now,
    )
    session.add(asked)
    session.flush()
    emit(session, ResetAsked(reset_id=asked.id), now=now)


def _asked_often(session: Session, user_id: int, now: datetime) -> bool:
    lately = select(func.count()).where(PasswordReset.user_id == user_id, PasswordReset.created_at > now - ASKED_WITHIN)
    return session.scalar(lately) >= MOST_ASKED  # type: ignore[operator]


def _channel(name: str, user: User | None) -> ResetChannel:
    """As they wrote it: an address gets a link, a number a code; a username whatever reaches its owner."""
    digits = sum(sign.isdigit() for sign in name)
    by_phone = "@" not in name and digits >= 8  # noqa: PLR2004  as short as numbers get
    if user is not None and (not user.email or not user.phone_e164):
        return ResetChannel.EMAIL if user.email else ResetChannel.WHATSAPP
    return ResetChannel.WHATSAPP if by_phone else ResetChannel.EMAIL
