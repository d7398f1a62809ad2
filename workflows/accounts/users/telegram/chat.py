"""Whose a Telegram chat is: waiting for its owner's confirmation, or proved."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.messaging.outbox import Channel, Delivery
from workflows.authentication.sessions import Change, notify_of_change
from workflows.outbox import follow_address


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
    _follow(session, user, former, None)
    change = Change.TELEGRAM_WAITING if chat_id is not None else Change.TELEGRAM_UNLINKED
    notify_of_change(session, user, change, now=now, former_chat_id=former if was_proved else None)


def prove_chat(session: Session, user: User, chat_id: int, now: datetime) -> None:
    _free_chat(session, chat_id, proved=True, besides=user.id)
    former = user.telegram_chat_id if user.telegram_verified_at and user.telegram_chat_id != chat_id else None
    user.telegram_chat_id = chat_id
    user.telegram_verified_at = now
    user.telegram_blocked_at = None
    session.flush()
    _follow(session, user, former, chat_id)
    notify_of_change(session, user, Change.TELEGRAM_LINKED, now=now, former_chat_id=former)


def _follow(session: Session, user: User, former: int | None, chat_id: int | None) -> None:
    theirs: dict[str, Any] = {"channel": Channel.TELEGRAM, "former": str(former or ""), "address": str(chat_id or "")}
    follow_address(session, Delivery.user_id == user.id, **theirs)


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
