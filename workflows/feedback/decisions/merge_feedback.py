"""Make two feedback items one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.feedback import Feedback
from workflows.feedback.decisions.decision import decide, refuse_own
from workflows.feedback.decisions.reward import is_rewarded, points_of, take_back
from workflows.feedback.events import FeedbackMerged
from workflows.outbox_events import emit


def merge_feedback(session: Session, *, feedback_id: int, actor: User, into: str, now: datetime) -> Feedback:
    """The item of this number stays, the other leaves the lists; what had been merged into it moves along.

    One sender is rewarded once: where both of their items hold an award, that of the merged one is taken back.
    """
    kept = _find_remaining(session, feedback_id, into)
    refuse_own(kept, actor)
    merged = decide(session, feedback_id, "merge", actor=actor, now=now, merged_into_id=kept.id, merged_at=now)
    session.execute(update(Feedback).where(Feedback.merged_into_id == merged.id).values(merged_into_id=kept.id))
    same_sender = merged.author_id is not None and merged.author_id == kept.author_id
    if same_sender and is_rewarded(session, kept.id):
        take_back(session, merged, reason=f"→ {kept.number}", actor=actor, now=now)
    emit(session, FeedbackMerged(feedback_id=merged.id, into_id=kept.id), now=now)
    return merged


def _find_remaining(session: Session, feedback_id: int, number: str) -> Feedback:
    """Both rows are locked in the order of their ids: two merges at once, each into the other, make no circle."""
    wanted = number.strip().upper()
    kept_id = session.scalar(select(Feedback.id).where(Feedback.number == wanted))
    if kept_id is None:
        raise Invalid(N_("Tidak ada masukan bernomor %(number)s.", number=wanted), field="into")
    if kept_id == feedback_id:
        raise Invalid(N_("Masukan tidak dapat digabungkan ke dirinya sendiri."), field="into")
    both = select(Feedback).where(Feedback.id.in_((feedback_id, kept_id))).order_by(Feedback.id).with_for_update()
    rows = session.scalars(both.execution_options(populate_existing=True)).all()
    kept = next(row for row in rows if row.id == kept_id)
    if kept.deleted_at is not None:
        raise Invalid(N_("%(number)s sudah dihapus. Pilih masukan lain.", number=wanted), field="into")
    if kept.merged_into_id is not None:
        raise Invalid(N_("%(number)s sendiri sudah digabungkan. Pilih masukan lain.", number=wanted), field="into")
    return kept


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do: which item stays, how many are merged into it already, how much EXP is taken back."""

    kept: Feedback
    merged_before: int
    taken_back: int


def preview_merge(session: Session, *, feedback: Feedback, into: str) -> MergePreview | None:
    """None for a number nothing can be merged into."""
    wanted = (
        Feedback.number == into.strip().upper(),
        Feedback.id != feedback.id,
        Feedback.deleted_at.is_(None),
        Feedback.merged_into_id.is_(None),
    )
    kept = session.scalars(select(Feedback).where(*wanted)).one_or_none()
    if kept is None:
        return None
    before = select(func.count()).select_from(Feedback).where(Feedback.merged_into_id == kept.id)
    same_sender = feedback.author_id is not None and feedback.author_id == kept.author_id
    taken = points_of(session, feedback.id) if same_sender and is_rewarded(session, kept.id) else 0
    return MergePreview(kept, session.execute(before).scalar_one(), taken)
