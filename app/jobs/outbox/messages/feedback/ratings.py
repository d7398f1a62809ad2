"""Messages that ask for a rating."""

from collections.abc import Iterable

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_customer
from app.models.access_links import AccessLink
from app.models.messaging.outbox import OutboxMessage
from app.models.visits.rating import VisitRating
from app.models.visits.visit import VisitTicket


def invited(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The link, unless the customer was faster or the link was withdrawn."""
    link = session.get_one(AccessLink, message.payload["link_id"])
    if link.revoked_at or session.scalar(select(exists().where(VisitRating.visit_id == link.visit_id))):
        return
    wanted = select(VisitTicket).where(VisitTicket.id == link.visit_id)
    visit = session.scalars(wanted.options(joinedload(VisitTicket.customer))).one()
    yield to_customer(visit.customer, message.kind, {"visit": visit}, link=f"/rating/{link.token}")


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"rating.invited": invited, "rating.reminded": invited}
