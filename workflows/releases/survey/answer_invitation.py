"""Answer the question behind a link."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotFound
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.models.releases.survey import NpsInvitation
from workflows.releases.survey.limits import live_version, require_score


def find_invitation(session: Session, invitation_id: int | None, *, lock: bool = False) -> NpsInvitation:
    """Raises NotFound."""
    found = session.get(NpsInvitation, invitation_id, with_for_update=lock, populate_existing=lock)
    if found is None:
        raise NotFound
    return found


def answer_invitation(
    session: Session, *, invitation_id: int, score: int | None, comment: str, now: datetime
) -> NpsInvitation:
    """Once, with or without a score."""
    require_score(score)
    invitation = find_invitation(session, invitation_id, lock=True)
    if invitation.answered_at is not None:
        raise Invalid(N_("Jawaban Anda sudah kami terima. Terima kasih."), field="score")
    invitation.answered_at, invitation.score = now, score
    invitation.comment, invitation.version_seen = clear(comment).strip()[:1000], live_version(session, now)
    session.flush()
    return invitation
