"""Send a subscription a fact that says it is only a test."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.webhooks import WEBHOOK_FLOW, WebhookEndpoint
from workflows.outbox_events import emit
from workflows.transitions import transition
from workflows.webhooks.events import HookTested


def try_endpoint(session: Session, *, endpoint_id: int, actor: User, now: datetime) -> WebhookEndpoint:
    endpoint: WebhookEndpoint = transition(session, WEBHOOK_FLOW, endpoint_id, "test", actor=actor, now=now)
    emit(session, HookTested(endpoint_id=endpoint.id), now=now)
    return endpoint
