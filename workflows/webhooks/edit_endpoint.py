"""Change a subscription."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.models.facts import triggers_of
from app.models.messaging.webhooks import WebhookEndpoint
from workflows.webhooks.endpoint_rules import fit_url, known_facts


def edit_endpoint(
    session: Session, *, endpoint: WebhookEndpoint, name: str, url: str, facts: Sequence[str], loopback: bool
) -> WebhookEndpoint:
    endpoint.name, endpoint.url = name.strip(), fit_url(url, loopback=loopback)
    endpoint.facts = known_facts(facts)
    endpoint.triggers = triggers_of(endpoint.facts)
    session.flush()
    return endpoint
