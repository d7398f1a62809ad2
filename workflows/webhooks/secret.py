"""A subscription's secret: drawn from the installation's own, so that no table holds it."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.messaging.webhooks import WebhookEndpoint
from workflows.transitions import note

BOTH_SIGN_FOR = timedelta(hours=24)


def secret_of(secret_key: str, *, endpoint_id: int, version: int) -> str:
    """`whsec_` and 32 bytes in base64, as Standard Webhooks writes a symmetric secret."""
    drawn = hmac.new(secret_key.encode(), f"webhook endpoint {endpoint_id} {version}".encode(), hashlib.sha256)
    return "whsec_" + base64.b64encode(drawn.digest()).decode()


def signing_versions(endpoint: WebhookEndpoint, *, now: datetime) -> list[int]:
    """The newest first; the one before it for a day after the change."""
    changed = endpoint.secret_changed_at
    both = changed is not None and now - changed < BOTH_SIGN_FOR
    return [endpoint.secret_version, endpoint.secret_version - 1] if both else [endpoint.secret_version]


def note_secret_shown(session: Session, *, endpoint: WebhookEndpoint, actor: User, now: datetime) -> None:
    """Who has seen it stays known."""
    note(session, WebhookEndpoint.__tablename__, endpoint.id, "secret_shown", actor=actor, now=now)
