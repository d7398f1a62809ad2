"""Subscribe an address to facts."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.facts import triggers_of
from app.models.messaging.webhooks import WebhookEndpoint
from workflows.webhooks.endpoint_rules import fit_url, known_facts


def make_endpoint(
    session: Session, *, name: str, url: str, facts: Sequence[str], loopback: bool, actor: User, now: datetime
) -> WebhookEndpoint:
    """`loopback`: addresses of this machine are allowed, for trying out; raises Invalid."""
    wanted = known_facts(facts)
    endpoint = WebhookEndpoint(
        name=name.strip(),
        url=fit_url(url, loopback=loopback),
        facts=wanted,
        triggers=triggers_of(wanted),
        created_by_id=actor.id,
        created_at=now,
    )
    session.add(endpoint)
    session.flush()
    return endpoint
