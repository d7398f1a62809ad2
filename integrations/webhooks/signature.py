"""The signature of an outgoing webhook, as Standard Webhooks says (standardwebhooks.com, version 1.0)."""

from collections.abc import Sequence
from datetime import datetime

from standardwebhooks import Webhook


def sign_headers(body: str, *, message_id: str, secrets: Sequence[str], at: datetime) -> dict[str, str]:
    """One signature for each secret: two while a changed secret still counts."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(secret).sign(message_id, at, body) for secret in secrets),
    }
