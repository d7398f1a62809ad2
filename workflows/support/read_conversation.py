"""The conversation of a ticket and of those merged into it."""

from collections.abc import Collection

from sqlalchemy.orm import Session, selectinload

from app.models.support.messages import MessageKind, SupportAttachment, SupportMessage
from workflows.support.merging.find_root import list_tree
from workflows.threads import ThreadPage, read_thread


def read_conversation(
    session: Session,
    *,
    ticket_id: int,
    kinds: Collection[MessageKind],
    before: int | None = None,
    tree: Collection[int] | None = None,
) -> ThreadPage:
    """Oldest first, a page at a time; a union over the tree of merges (or `tree`, of it), each row where it came in."""
    here = SupportMessage.ticket_id.in_(list_tree(session, ticket_id) if tree is None else tree)
    return read_thread(
        session,
        SupportMessage,
        here,
        SupportMessage.kind.in_(kinds),
        before=before,
        options=(
            selectinload(SupportMessage.attachments).joinedload(SupportAttachment.file),
            selectinload(SupportMessage.mail),
        ),
    )
