"""Linking a Telegram account: a deep link that works once, for a quarter of an hour."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.core.identifiers import new_token, sha256
from app.models.accounts.user import TelegramLink, User, UserStatus

LIVES = timedelta(minutes=15)


def new_telegram_link(session: Session, *, user: User, now: datetime) -> str:
    """A fresh token for `/start <token>`; older ones of this person stop working. Only its SHA-256 is kept."""
    session.execute(delete(TelegramLink).where(TelegramLink.user_id == user.id, TelegramLink.used_at.is_(None)))
    token = new_token()
    session.add(TelegramLink(user_id=user.id, token_sha256=sha256(token), expires_at=now + LIVES))
    session.flush()
    return token


def link_telegram(session: Session, *, token: str, chat_id: int, now: datetime) -> User:
    """The person pressed Start: the chat is theirs. Raises NotAvailable for a used, old or unknown token."""
    used = (
        update(TelegramLink)
        .where(
            TelegramLink.token_sha256 == sha256(token),
            TelegramLink.used_at.is_(None),
            TelegramLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(TelegramLink.user_id)
    )
    user_id = session.execute(used).scalar_one_or_none()
    user = session.get(User, user_id, with_for_update=True) if user_id else None
    if user is None or not user.is_active:
        raise NotAvailable(N_("Tautan ini sudah dipakai atau kedaluwarsa. Buat tautan baru di halaman profil Anda."))
    claim_chat(session, user, chat_id, pressed_start=True)
    user.telegram_verified_at = now
    user.telegram_blocked_at = None
    session.flush()
    return user


def unlink_telegram(session: Session, *, user: User, now: datetime) -> User:
    """Letters go by e-mail from now on."""
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    claim_chat(session, own, None)
    own.updated_at = now
    session.flush()
    return own


def claim_chat(session: Session, user: User, chat_id: int | None, *, pressed_start: bool = False) -> None:
    """Give the chat to this person. A chat somebody proved to own stays theirs; a number only typed in gives way."""
    if chat_id == user.telegram_chat_id:
        return
    if chat_id is not None:
        _free_chat(session, chat_id, pressed_start=pressed_start)
    user.telegram_chat_id = chat_id
    user.telegram_verified_at = None
    user.telegram_blocked_at = None


def _free_chat(session: Session, chat_id: int, *, pressed_start: bool) -> None:
    owner = session.scalars(select(User).where(User.telegram_chat_id == chat_id).with_for_update()).one_or_none()
    if owner is None:
        return
    gives_way = owner.status != UserStatus.ACTIVE or (pressed_start and owner.telegram_verified_at is None)
    if not gives_way:
        raise Invalid(N_("Akun Telegram ini sudah tertaut ke %(owner)s.", owner=owner.name), field="telegram_chat_id")
    owner.telegram_chat_id = None
    owner.telegram_verified_at = None
    session.flush()
