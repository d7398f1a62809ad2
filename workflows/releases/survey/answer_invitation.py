"""Answer the question behind a link."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.models.releases.survey import NpsAnswer, NpsInvitation
from workflows.releases.survey.limits import live_version, require_score


def find_invitation(session: Session, invitation_id: int | None) -> NpsInvitation:
    found = session.get(NpsInvitation, invitation_id) if invitation_id is not None else None
    if found is None:
        raise NotFound
    return found


def find_answer(session: Session, *, invitation_id: int) -> NpsAnswer | None:
    return session.scalars(select(NpsAnswer).where(NpsAnswer.invitation_id == invitation_id)).one_or_none()


def answer_invitation(
    session: Session, *, invitation_id: int, score: int | None, comment: str, now: datetime
) -> NpsAnswer:
    """Once, with or without a score."""
    require_score(score)
    invitation = session.get(NpsInvitation, invitation_id, with_for_update=True)
    if invitation is None:
        raise NotFound
    if find_answer(session, invitation_id=invitation_id) is not None:
        raise Invalid(N_("Jawaban Anda sudah kami terima. Terima kasih."), field="score")
    made = NpsAnswer(
        invitation_id=invitation_id,
        user_id=invitation.user_id,
        customer_id=invitation.customer_id,
        score=score,
        comment=comment.strip()[:1000],
        version_seen=live_version(session, now),
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made
