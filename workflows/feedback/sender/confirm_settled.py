"""The sender says whether what was done settles their feedback."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback, FeedbackStatus
from workflows.feedback.sender.add_to_feedback import add_to_feedback
from workflows.transitions import note

NOT_YET = N_("Belum beres.")


def confirm_settled(session: Session, *, feedback_id: int, settled: bool, actor: User, now: datetime) -> Feedback:
    """The status stays. `settled` False: unread, and no longer marked as seen to. Raises NotAvailable."""
    own = update(Feedback).where(
        Feedback.id == feedback_id,
        Feedback.author_id == actor.id,
        Feedback.status == FeedbackStatus.FOLLOWED_UP,
        Feedback.deleted_at.is_(None),
        Feedback.merged_into_id.is_(None),
    )
    again: dict[str, Any] = {} if settled else {"handled_at": None, "handled_by_id": None}
    statement = own.values(settled=settled, settled_at=now, **again).returning(Feedback.id)
    if session.scalar(statement.execution_options(noted=True)) is None:
        raise NotAvailable(N_("Laporan ini belum selesai; Anda dapat menambahkan keterangan."))
    note(session, "feedback", feedback_id, "settled" if settled else "not_settled", actor=actor, now=now)
    if not settled:
        add_to_feedback(session, feedback_id=feedback_id, body_html=f"<p>{NOT_YET}</p>", actor=actor, now=now)
    return session.get_one(Feedback, feedback_id, populate_existing=True)
