"""A forgotten password: a link by e-mail or a code by WhatsApp, good once and not for long."""

import hmac
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.derived_secrets import derived_code, derived_token
from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.core.identifiers import new_secret, sha256
from app.models.accounts.sessions import PasswordReset, ResetChannel
from app.models.accounts.user import User
from workflows.accounts.users.passwords import set_password
from workflows.authentication.sessions import PasswordChanged, ResetAsked, find_person
from workflows.outbox_events import emit
from workflows.transitions import note

LINK_LIVES, CODE_LIVES = timedelta(minutes=30), timedelta(minutes=10)
MOST_ASKED, ASKED_WITHIN = 3, timedelta(hours=1)
MOST_TRIES = 5
GONE = N_("Tautan atau kode ini sudah dipakai atau kedaluwarsa. Minta yang baru.")


def ask_reset(session: Session, *, name: str, browser: str, key: str, now: datetime) -> None:
    """Emit a link or a code to whom the name belongs. Everything is written for an unknown name as well.

    `browser`: a secret of the browser that asks; `key`: the default.
    """
    person = find_person(session, name)
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


def find_reset(session: Session, *, token: str, now: datetime) -> User | None:
    """Whose password this link would change; None for a used, old or unknown one."""
    wanted = select(User).join(PasswordReset, PasswordReset.user_id == User.id)
    return session.scalars(wanted.where(*_good(token, now))).one_or_none()


def reset_forgotten(session: Session, *, token: str, fresh: str, now: datetime, close_all: bool = False) -> User:
    """Set the new password, end every log-in, tell the owner; `close_all` as in change_password.

    Raises NotAvailable for a link that is no good.
    """
    used = update(PasswordReset).where(*_good(token, now)).values(used_at=now).returning(PasswordReset.user_id)
    user_id = session.execute(used.execution_options(synchronize_session=False)).scalar_one_or_none()
    user = session.get(User, user_id, with_for_update=True) if user_id else None
    if user is None or not user.is_active:
        raise NotAvailable(GONE)
    set_password(session, user, fresh, now=now, close_all=close_all)
    note(session, User.__tablename__, user.id, "password_reset", actor=user, now=now)
    emit(session, PasswordChanged(user_id=user.id, email=user.email, by_reset=True), now=now)
    return user


def _good(token: str, now: datetime) -> tuple[Any, ...]:
    return (
        PasswordReset.token_sha256 == sha256(token),
        PasswordReset.used_at.is_(None),
        PasswordReset.expires_at > now,
    )


def _asked_often(session: Session, user_id: int, now: datetime) -> bool:
    lately = select(func.count()).where(PasswordReset.user_id == user_id, PasswordReset.created_at > now - ASKED_WITHIN)
    return session.scalar(lately) >= MOST_ASKED  # type: ignore[operator]


def _channel(name: str, user: User | None) -> ResetChannel:
    """As they wrote it: an address gets a link, a number a code; a username whatever reaches its owner."""
    digits = sum(delivery.isdigit() for delivery in name)
    by_phone = "@" not in name and digits >= 8  # noqa: PLR2004  as short as numbers get
    if user is not None and (not user.email or not user.phone_e164):
        return ResetChannel.EMAIL if user.email else ResetChannel.WHATSAPP
    return ResetChannel.WHATSAPP if by_phone else ResetChannel.EMAIL
