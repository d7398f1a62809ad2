"""Pause a subscription, and go on with it; what happens meanwhile is not told later."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.hook import HOOK_FLOW, WebhookEndpoint
from app.models.user import User
from workflows.moves import move


def pause_endpoint(session: Session, *, endpoint_id: int, actor: User, now: datetime) -> WebhookEndpoint:
    return move(session, HOOK_FLOW, endpoint_id, "pause", actor=actor, now=now)


def resume_endpoint(session: Session, *, endpoint_id: int, actor: User, now: datetime) -> WebhookEndpoint:
    return move(session, HOOK_FLOW, endpoint_id, "resume", actor=actor, now=now, paused_because="")
