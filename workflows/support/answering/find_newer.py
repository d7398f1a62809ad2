"""What was written while an answer was typed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.support.messages import PUBLIC, SupportMessage
from workflows.support.merging.find_root import list_tree

SHOWN = 10


def find_newer(session: Session, *, ticket_id: int, seen: int, writer_id: int) -> list[SupportMessage]:
    """What both sides have written since, here or in a ticket merged into it; not what the writer themself wrote."""
    newer = select(SupportMessage).where(
        SupportMessage.ticket_id.in_(list_tree(session, ticket_id)),
        SupportMessage.kind.in_(PUBLIC),
        SupportMessage.id > seen,
        SupportMessage.author_id.is_distinct_from(writer_id),
    )
    return list(session.scalars(newer.order_by(SupportMessage.id.desc()).limit(SHOWN)))[::-1]
