"""What somebody has typed and not sent, kept for them alone."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.support.messages import SupportDraft
from app.models.support.ticket_steps import LONGEST_MESSAGE
from workflows.support.answering.forget_draft import forget_draft


def keep_draft(session: Session, *, ticket_id: int, actor: User, composer: str, text: str) -> None:
    """The newest words replace those before; no words at all forget the draft."""
    said = text.replace("\x00", "")[:LONGEST_MESSAGE]
    if not said.strip():
        forget_draft(session, ticket_id=ticket_id, user_id=actor.id, composer=composer)
        return
    row = insert(SupportDraft).values(ticket_id=ticket_id, user_id=actor.id, composer=composer, text=said)
    own = [SupportDraft.ticket_id, SupportDraft.user_id, SupportDraft.composer]
    session.execute(row.on_conflict_do_update(index_elements=own, set_={"text": said}))


def read_drafts(session: Session, *, ticket_id: int, actor: User) -> dict[str, str]:
    """Composer to text."""
    own = select(SupportDraft.composer, SupportDraft.text).where(
        SupportDraft.ticket_id == ticket_id, SupportDraft.user_id == actor.id
    )
    return {row.composer: row.text for row in session.execute(own)}
