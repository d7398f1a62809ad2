"""A suggestion or a criticism comes in."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.files import StorageObject
from app.core.i18n import N_
from app.core.text.cleaning import clear_line
from app.core.text.rich_text import plain_text, sanitise
from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback, FeedbackAttachment, FeedbackCategory, FeedbackKind
from workflows.documents import store_file
from workflows.feedback.events import FeedbackReceived, FeedbackSubmitted
from workflows.feedback.sender.codes import hash_code
from workflows.numbering import next_number_of_year
from workflows.outbox_events import emit
from workflows.transitions import note

PREFIXES = {FeedbackKind.SUGGESTION: "SRN", FeedbackKind.CRITICISM: "KRT"}
LONGEST_SUBJECT = 100


def submit_feedback(
    session: Session,
    *,
    kind: FeedbackKind,
    subject: str,
    body_html: str,
    actor: User | None,
    now: datetime,
    category_id: int | None = None,
    attachments: Sequence[StorageObject] = (),
    code: str | None = None,
) -> Feedback:
    """Give it its number and tell the sender. `actor` None: without a name, and then `code` leads back to it."""
    if (actor is None) != (code is not None):
        raise ValueError("either a name or a code")
    subject, body = _subject(subject), _body(body_html)
    _require_category(session, category_id)
    feedback = Feedback(
        kind=kind,
        category_id=category_id,
        subject=subject,
        body_html=body,
        body_text=plain_text(body),
        author_id=actor.id if actor else None,
        anonymous=actor is None,
        code_sha256=hash_code(code) if code else None,
        created_at=now,
        updated_at=now,
        number=next_number_of_year(session, PREFIXES[kind], now),
    )
    session.add(feedback)
    session.flush()
    _attach(session, feedback, attachments, actor)
    note(session, "feedback", feedback.id, "submitted", actor=actor, now=now, number=feedback.number)
    if actor is not None:
        emit(session, FeedbackReceived(feedback_id=feedback.id), now=now)
    emit(session, FeedbackSubmitted(feedback_id=feedback.id), now=now)
    return feedback


def _subject(typed: str) -> str:
    subject = clear_line(typed)
    if not subject:
        raise Invalid(N_("Tulis subjeknya dulu."), field="subject")
    if len(subject) > LONGEST_SUBJECT or "\x00" in typed:
        raise Invalid(N_("Subjek paling panjang 100 karakter."), field="subject")
    return subject


def _body(sent: str) -> str:
    body = sanitise(sent)
    if not body:
        raise Invalid(N_("Tulis deskripsinya dulu."), field="body")
    return body


def _require_category(session: Session, category_id: int | None) -> None:
    known = select(FeedbackCategory.id).where(FeedbackCategory.id == category_id, FeedbackCategory.active)
    if category_id is not None and session.scalar(known) is None:
        raise Invalid(N_("Kategori ini tidak ada lagi. Pilih yang lain."), field="category")


def _attach(session: Session, feedback: Feedback, attachments: Sequence[StorageObject], actor: User | None) -> None:
    for kept in attachments:
        stored = store_file(session, kept, actor=actor)
        session.add(FeedbackAttachment(feedback_id=feedback.id, file_id=stored.id))
    session.flush()
