"""A subscription's secret: drawn from the installation's own, so that no table holds it."""

import base64
import hashlib
import hmac
from datetime import datetime, timedelta

from app.models.messaging.webhooks import WebhookEndpoint

BOTH_SIGN_FOR = timedelta(hours=24)


def secret_of(secret_key: str, *, endpoint_id: int, version: int) -> str:
    """`whsec_` and 32 bytes in base64, as Standard Webhooks writes a symmetric secret."""
    return _drawn(secret_key, f"webhook endpoint {endpoint_id} {version}")


def secret_of_subscriber(secret_key: str, *, subscriber_id: int) -> str:
    """That of a webhook which the status page's news go to."""
    return _drawn(secret_key, f"status webhook {subscriber_id}")


def _drawn(secret_key: str, about: str) -> str:
    drawn = hmac.new(secret_key.encode(), about.encode(), hashlib.sha256)
    return "whsec_" + base64.b64encode(drawn.digest()).decode()


def signing_versions(endpoint: WebhookEndpoint, *, now: datetime) -> list[int]:
    """The newest first; the one before it for a day after the change."""
    changed = endpoint.secret_changed_at
    both = changed is not None and now - changed < BOTH_SIGN_FOR
    return [endpoint.secret_version, endpoint.secret_version - 1] if both else [endpoint.secret_version]
