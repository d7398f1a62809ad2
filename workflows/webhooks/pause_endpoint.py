"""Pause a subscription."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.webhooks import WEBHOOK_FLOW, WebhookEndpoint
from workflows.transitions import transition


def pause_endpoint(session: Session, *, endpoint_id: int, actor: User, now: datetime) -> WebhookEndpoint:
    return transition(session, WEBHOOK_FLOW, endpoint_id, "pause", actor=actor, now=now)
