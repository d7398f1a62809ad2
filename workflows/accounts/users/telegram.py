"""Linking a Telegram account: by a deep link or a typed ID. Only the owner, logged in, proves that a chat is theirs."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAvailable
from app.core.i18n import N_
from app.core.identifiers import new_token, sha256
from app.models.accounts.user import TelegramLink, User, UserStatus
from workflows.authentication.sessions import Change, tell_change
from workflows.transitions import note

LIVES = timedelta(minutes=15)


def new_telegram_link(session: Session, *, user: User, actor: User, now: datetime) -> str:
    """A fresh token for `/start <token>`; older ones of this person stop working. Only its SHA-256 is kept.

    `actor`: who makes it, written down. A link that somebody else made leaves the chat waiting for its owner.
    """
    session.execute(delete(TelegramLink).where(TelegramLink.user_id == user.id, TelegramLink.used_at.is_(None)))
    token = new_token()
    link = TelegramLink(user_id=user.id, made_by_id=actor.id, token_sha256=sha256(token), expires_at=now + LIVES)
    session.add(link)
    note(session, User.__tablename__, user.id, "telegram_link_made", actor=actor, now=now)
    session.flush()
    return token


def link_telegram(session: Session, *, token: str, chat_id: int, now: datetime) -> User:
    """Start was pressed. `telegram_verified_at` of the answer is None where somebody else had made the link.

    Raises NotAvailable for a used, old or unknown token.
    """
    used = (
        update(TelegramLink)
        .where(
            TelegramLink.token_sha256 == sha256(token),
            TelegramLink.used_at.is_(None),
            TelegramLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(TelegramLink.user_id, TelegramLink.made_by_id)
    )
    user_id, maker_id = session.execute(used).one_or_none() or (None, None)
    user = session.get(User, user_id, with_for_update=True) if user_id else None
    if user is None or not user.is_active:
        raise NotAvailable(N_("Tautan ini sudah dipakai atau kedaluwarsa. Buat tautan baru di halaman profil Anda."))
    if maker_id == user.id:
        _prove_chat(session, user, chat_id, now)
    else:
        claim_chat(session, user, chat_id, now=now)
    note(session, User.__tablename__, user.id, "telegram_started", actor=None, now=now, link_made_by_id=maker_id)
    session.flush()
    return user


def confirm_telegram(session: Session, *, user: User, chat_id: int, now: datetime) -> User:
    """The owner, logged in, says that the waiting chat is theirs. `chat_id`: the one they were shown."""
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    if own.telegram_chat_id != chat_id:
        raise NotAvailable(N_("ID Telegram ini sudah diganti. Muat ulang halaman."))
    if own.telegram_verified_at is None:
        _prove_chat(session, own, chat_id, now)
        note(session, User.__tablename__, own.id, "telegram_confirmed", actor=own, now=now)
        session.flush()
    return own


def unlink_telegram(session: Session, *, user: User, now: datetime) -> User:
    """Messages go by e-mail from now on."""
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    claim_chat(session, own, None, now=now)
    own.updated_at = now
    session.flush()
    return own


def claim_chat(session: Session, user: User, chat_id: int | None, *, now: datetime) -> None:
    """Write down a chat that waits for its owner's confirmation, or none; the owner and the former chat are told."""
    if chat_id == user.telegram_chat_id:
        return
    if chat_id is not None:
        _free_chat(session, chat_id, proved=False)
    former, was_proved = user.telegram_chat_id, user.telegram_verified_at is not None
    user.telegram_chat_id = chat_id
    user.telegram_verified_at = None
    user.telegram_blocked_at = None
    session.flush()
    change = Change.TELEGRAM_WAITING if chat_id is not None else Change.TELEGRAM_UNLINKED
    tell_change(session, user, change, now=now, former_chat_id=former if was_proved else None)


def _prove_chat(session: Session, user: User, chat_id: int, now: datetime) -> None:
    _free_chat(session, chat_id, proved=True, besides=user.id)
    former = user.telegram_chat_id if user.telegram_verified_at and user.telegram_chat_id != chat_id else None
    user.telegram_chat_id = chat_id
    user.telegram_verified_at = now
    user.telegram_blocked_at = None
    session.flush()
    tell_change(session, user, Change.TELEGRAM_LINKED, now=now, former_chat_id=former)


def _free_chat(session: Session, chat_id: int, *, proved: bool, besides: int | None = None) -> None:
    """A chat somebody proved to own stays theirs; one that waits for a confirmation gives way to a proof."""
    owner = session.scalars(select(User).where(User.telegram_chat_id == chat_id).with_for_update()).one_or_none()
    if owner is None or owner.id == besides:
        return
    gives_way = owner.status != UserStatus.ACTIVE or (proved and owner.telegram_verified_at is None)
    if not gives_way:
        raise Invalid(N_("Akun Telegram ini sudah tertaut ke %(owner)s.", owner=owner.name), field="telegram_chat_id")
    owner.telegram_chat_id = None
    owner.telegram_verified_at = None
    session.flush()
