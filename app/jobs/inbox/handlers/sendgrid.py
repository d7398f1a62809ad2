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
    (parsed,) = parse([event.raw])
    news = StatusNews(
        provider_id=parsed.provider_id,
        status=parsed.status,
        at=min(parsed.at or now, now),
        delivery_id=read_id(parsed.mark),
        error_code=parsed.code,
        error_detail=parsed.detail,
    )
    if not parsed.provider_id or note_status(session, news, now=now) is None:
        raise Ignored("not one of our deliveries")


RECEIVERS: dict[tuple[Provider | str, str], Receiver] = {(Provider.SENDGRID, "mail"): mail_status_updated}
