"""Give a subscription a new secret; for a day both sign, so that the other side can change over."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.webhooks import WEBHOOK_FLOW, WebhookEndpoint
from workflows.transitions import transition


def rotate_secret(session: Session, *, endpoint_id: int, actor: User, now: datetime) -> WebhookEndpoint:
    return transition(
        session,
        WEBHOOK_FLOW,
        endpoint_id,
        "rotate_secret",
        actor=actor,
        now=now,
        secret_version=WebhookEndpoint.secret_version + 1,
        secret_changed_at=now,
    )
