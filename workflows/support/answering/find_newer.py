"""What was written while an answer was typed."""

from sqlalchemy.orm import Session

from app.models.support.messages import SupportMessage


def find_newer(session: Session, *, ticket_id: int, seen: int) -> list[SupportMessage]:
    """What both sides have written since."""
    return [message for message in _public(session, ticket_id) if message.id > seen]


def _public(session: Session, ticket_id: int) -> list[SupportMessage]:
    return list(
        session.query(SupportMessage)
        .filter(SupportMessage.ticket_id == ticket_id, SupportMessage.kind.in_(("CUSTOMER", "ANSWER")))
        .order_by(SupportMessage.id.desc())
        .limit(10)
    )[::-1]
