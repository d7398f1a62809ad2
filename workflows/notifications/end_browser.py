"""End pushes to a browser."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.messaging.notification import PushSubscription


def end_browser(session: Session, *, actor: User, subscription_id: int, now: datetime) -> PushSubscription:
    """No more pushes there; NotFound when it is not theirs."""
    browser = session.get(PushSubscription, subscription_id)
    if browser is None or browser.user_id != actor.id:
        raise NotFound
    browser.ended_at = browser.ended_at or now
    return browser
