"""Adding one piece to the conversation under a feedback."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.core.text.rich_text import from_plain, plain_text
from app.models.accounts.user import User
from app.models.feedback.feedback import EntryKind, FeedbackEntry


def write_entry(
    session: Session, *, feedback_id: int, kind: EntryKind, text: str, actor: User, now: datetime, field: str
) -> FeedbackEntry:
    """What staff typed, kept as harmless HTML and as plain text."""
    body_html = from_plain(text)
    body_text = plain_text(body_html)
    if not body_text:
        raise Invalid(N_("Tulis isinya dahulu."), field=field)
    entry = FeedbackEntry(
        feedback_id=feedback_id, kind=kind, body_html=body_html, body_text=body_text, author_id=actor.id, created_at=now
    )
    session.add(entry)
    session.flush()
    return entry
