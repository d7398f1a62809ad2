"""Link the Telegram chat that pressed Start."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.core.identifiers import sha256
from app.models.accounts.user import TelegramLink, User
from workflows.accounts.users.telegram.chat import claim_chat, prove_chat
from workflows.transitions import note


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
    user = session.get(User, user_id, with_for_update=True, populate_existing=True) if user_id else None
    if user is None or not user.is_active:
        raise NotAvailable(N_("Tautan ini sudah dipakai atau kedaluwarsa. Buat tautan baru di halaman profil Anda."))
    if maker_id == user.id:
        prove_chat(session, user, chat_id, now)
    else:
        claim_chat(session, user, chat_id, now=now)
    note(session, User.__tablename__, user.id, "telegram_started", actor=None, now=now, link_made_by_id=maker_id)
    session.flush()
    return user
