"""Finding a feedback for its sender."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback, FeedbackCategory
from workflows.feedback.sender.codes import hash_code

_WHOLE = (joinedload(Feedback.category), selectinload(Feedback.attachments))
SHOWN = 50


def find_by_code(session: Session, *, number: str, code: str) -> Feedback | None:
    """What was sent without a name; None for a wrong number and for a wrong code alike, at the same cost."""
    wanted = select(Feedback).where(Feedback.code_sha256 == hash_code(code)).options(*_WHOLE)
    found = session.scalars(wanted).one_or_none()
    return found if found is not None and found.number == number.strip().upper() else None


def get_own(session: Session, *, number: str, user: User) -> Feedback:
    """Raises NotFound for what others sent and for what was sent anonymously."""
    wanted = select(Feedback).where(Feedback.number == number, Feedback.author_id == user.id).options(*_WHOLE)
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def get_feedback(session: Session, *, feedback_id: int) -> Feedback:
    found = session.get(Feedback, feedback_id, options=_WHOLE)
    if found is None:
        raise NotFound
    return found


def list_own(session: Session, *, user: User, before_id: int | None = None) -> Sequence[Feedback]:
    """Newest first, a page at a time; merged and deleted ones stay in their sender's list."""
    own = select(Feedback).where(Feedback.author_id == user.id).order_by(Feedback.id.desc()).limit(SHOWN)
    return session.scalars(own.where(Feedback.id < before_id) if before_id else own).all()


def list_categories(session: Session) -> Sequence[FeedbackCategory]:
    """Those that can be chosen, in the panel's order."""
    active = select(FeedbackCategory).where(FeedbackCategory.active)
    return session.scalars(active.order_by(FeedbackCategory.position, FeedbackCategory.name)).all()
