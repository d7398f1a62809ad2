"""Subscribe a browser to pushes."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.sessions import UserSession
from app.models.accounts.user import User
from app.models.messaging.notification import PushSubscription
from workflows.one_at_a_time import one_at_a_time

MOST_BROWSERS = 20


def subscribe_browser(
    session: Session,
    *,
    actor: User,
    endpoint: str,
    p256dh: str,
    auth: str,
    device: str,
    session_id: int | None = None,
) -> PushSubscription:
    """From now on this browser is the actor's, whoever it was before: one address belongs to one person.

    `session_id`: the log-in it was done in; logging out of it in that browser ends the pushes.
    """
    one_at_a_time(session, f"browsers:{actor.id}")
    live = select(func.count()).where(PushSubscription.user_id == actor.id, PushSubscription.ended_at.is_(None))
    others = live.where(PushSubscription.endpoint != endpoint)
    if (session.scalar(others) or 0) >= MOST_BROWSERS:
        raise Invalid(N_("Terlalu banyak perangkat. Hapus dulu yang tidak dipakai lagi."))
    login = session.get(UserSession, session_id) if session_id else None
    facts = {
        "user_id": actor.id,
        "p256dh": p256dh,
        "auth": auth,
        "device": device[:120],
        "device_sha256": login.device_sha256 if login else "",
        "ended_at": None,
    }
    kept = insert(PushSubscription).values(endpoint=endpoint, **facts)
    kept = kept.on_conflict_do_update(index_elements=[PushSubscription.endpoint], set_=facts)
    return session.scalars(kept.returning(PushSubscription), execution_options={"populate_existing": True}).one()
