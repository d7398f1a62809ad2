"""Resume a subscription; what happened meanwhile is not told later."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.webhooks import WEBHOOK_FLOW, WebhookEndpoint
from workflows.transitions import transition


def resume_endpoint(session: Session, *, endpoint_id: int, actor: User, now: datetime) -> WebhookEndpoint:
    return transition(session, WEBHOOK_FLOW, endpoint_id, "resume", actor=actor, now=now, paused_because="")
