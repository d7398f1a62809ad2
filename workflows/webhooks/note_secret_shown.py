"""Note who has seen a secret."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.webhooks import WebhookEndpoint
from workflows.transitions import note


def note_secret_shown(session: Session, *, endpoint: WebhookEndpoint, actor: User, now: datetime) -> None:
    """Who has seen it stays known."""
    note(session, WebhookEndpoint.__tablename__, endpoint.id, "secret_shown", actor=actor, now=now)
