"""Send a subscription a fact that says it is only a test."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.hook import HOOK_FLOW, WebhookEndpoint
from app.models.user import User
from workflows.hooks.messages import HookTested
from workflows.moves import move
from workflows.promises import promise


def try_endpoint(session: Session, *, endpoint_id: int, actor: User, now: datetime) -> WebhookEndpoint:
    endpoint: WebhookEndpoint = move(session, HOOK_FLOW, endpoint_id, "test", actor=actor, now=now)
    promise(session, HookTested(endpoint_id=endpoint.id), now=now)
    return endpoint
