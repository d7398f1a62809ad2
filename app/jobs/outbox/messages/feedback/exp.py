"""Messages about EXP that did not come with the thing that earned them."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.user import User
from app.models.feedback.exp import ExpEntry
from app.models.messaging.outbox import OutboxMessage
from workflows.exp import balance_of


def corrected(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """Whose account it is reads how much, why, and what they have now."""
    entry = session.get_one(ExpEntry, message.payload["entry_id"])
    person = session.get_one(User, entry.user_id)
    facts = {"points": entry.points, "reason": entry.reason, "balance": balance_of(session, user_id=person.id)}
    yield from to_member(session, person, "exp.corrected", facts, link="/portal/exp")


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {"exp.corrected": corrected}
