"""Stop telling an address that says it is gone."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.models.messaging.webhooks import WEBHOOK_FLOW
from workflows.transitions import transition


def give_up_endpoint(session: Session, *, endpoint_id: int, why: str, now: datetime) -> None:
    """Nothing happens to one that is paused already."""
    try:
        transition(session, WEBHOOK_FLOW, endpoint_id, "give_up", actor=None, now=now, paused_because=why)
    except NotAvailable:
        return
