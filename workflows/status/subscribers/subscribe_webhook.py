"""Ask that the status page's news are posted to an address."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.models.status.subscriber import SubscriberChannel
from workflows.status.subscribers.ask_address import ask_address
from workflows.webhooks import fit_url


def subscribe_webhook(
    session: Session, *, url: str, loopback: bool, component_ids: Sequence[int], locale: str, now: datetime
) -> None:
    """As by e-mail: the link is posted to the address. Raises Invalid for one that we never call."""
    given = {"channel": SubscriberChannel.WEBHOOK, "url": fit_url(url, loopback=loopback)}
    ask_address(session, given, component_ids=component_ids, locale=locale, now=now)
