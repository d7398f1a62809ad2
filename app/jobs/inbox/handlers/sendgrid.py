"""How far an e-mail came."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.identifiers import read_id
from app.jobs.inbox.handlers.outcome import Ignored, Receiver
from app.models.messaging.inbox import InboxEvent, Provider
from integrations.sendgrid.webhook import parse
from workflows.outbox import StatusNews, note_status


def mail_status_updated(session: Session, event: InboxEvent, now: datetime) -> None:
    """Delivered or failed; told in any order, any number of times."""
    (told,) = parse([event.raw])
    news = StatusNews(
        provider_id=told.provider_id,
        status=told.status,
        at=min(told.at or now, now),
        delivery_id=read_id(told.mark),
        error_code=told.code,
        error_detail=told.detail,
    )
    if not told.provider_id or note_status(session, news, now=now) is None:
        raise Ignored("not one of our deliveries")


RECEIVERS: dict[tuple[Provider | str, str], Receiver] = {(Provider.SENDGRID, "mail"): mail_status_updated}
