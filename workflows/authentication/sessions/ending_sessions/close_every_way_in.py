"""Close every way into an account at once."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.accounts.api_token import TOKEN_FLOW, ApiToken, TokenStatus
from app.models.accounts.user import User
from app.models.messaging.notification import PushSubscription
from app.models.messaging.outbox import Channel, Delivery
from workflows.authentication.sessions.ending_sessions.end_half_open import end_half_open
from workflows.authentication.sessions.ending_sessions.end_sessions import end_sessions
from workflows.authentication.sessions.run_unloaded import run_unloaded
from workflows.outbox import follow_address
from workflows.transitions import note, transition


def close_every_way_in(
    session: Session, *, user: User, actor: User | None, now: datetime, spared_session: int | None = None
) -> None:
    """Sessions, API tokens, pushes, signed addresses, the proof of the Telegram chat, and whatever is half open.

    `spared_session`: the one the person does it in. Passkeys, outside identities and a confirmed authenticator are the
    person's own and stay; taking those away is `reset_factors`.
    """
    end_sessions(session, user_id=user.id, now=now, except_id=spared_session)
    end_half_open(session, user_id=user.id, now=now)
    live = select(ApiToken.id).where(ApiToken.user_id == user.id, ApiToken.status == TokenStatus.ACTIVE)
    if spared_session is not None:
        live = live.where(ApiToken.session_id.is_distinct_from(spared_session))
    for token_id in session.scalars(live.order_by(ApiToken.id)).all():
        transition(session, TOKEN_FLOW, token_id, "revoke", actor=actor, now=now, revoked_at=now)
    pushes = update(PushSubscription).where(PushSubscription.user_id == user.id, PushSubscription.ended_at.is_(None))
    run_unloaded(session, pushes.values(ended_at=now))
    session.flush()
    if user.telegram_chat_id is not None:
        chat = str(user.telegram_chat_id)
        follow_address(session, Delivery.user_id == user.id, channel=Channel.TELEGRAM, former=chat, address="")
    proved = update(User).where(User.id == user.id, User.telegram_verified_at.is_not(None))
    run_unloaded(session, proved.values(telegram_verified_at=None))
    run_unloaded(session, update(User).where(User.id == user.id).values(links_version=User.links_version + 1))
    session.refresh(user, ["telegram_verified_at", "links_version"])
    note(session, User.__tablename__, user.id, "ways_in_closed", actor=actor, now=now)
