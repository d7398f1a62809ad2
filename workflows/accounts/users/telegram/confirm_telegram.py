"""Confirm that a waiting Telegram chat is one's own."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from workflows.accounts.users.telegram.chat import prove_chat
from workflows.transitions import note


def confirm_telegram(session: Session, *, user: User, chat_id: int, now: datetime) -> User:
    """The owner, logged in, says that the waiting chat is theirs. `chat_id`: the one they were shown."""
    own = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    if own.telegram_chat_id != chat_id:
        raise NotAvailable(N_("ID Telegram ini sudah diganti. Muat ulang halaman."))
    if own.telegram_verified_at is None:
        prove_chat(session, own, chat_id, now)
        note(session, User.__tablename__, own.id, "telegram_confirmed", actor=own, now=now)
        session.flush()
    return own
