"""Say in the portal how likely one is to recommend us, or that one would rather not say now."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.models.accounts.user import Role, User
from app.models.releases.survey import NpsAnswer
from workflows.releases.survey.limits import is_nps_asked, live_version, require_score


def answer_nps(session: Session, *, actor: User, score: int | None, comment: str, now: datetime) -> NpsAnswer:
    """Once in 90 days, with or without a score; the version that is live is kept with it."""
    if actor.role != Role.MEMBER:
        raise NotAllowed
    require_score(score)
    session.get(User, actor.id, with_for_update=True, populate_existing=True)
    if not is_nps_asked(session, user=actor, now=now):
        raise Invalid(N_("Anda sudah menjawab; kami bertanya lagi setelah 90 hari."), field="score")
    made = NpsAnswer(
        user_id=actor.id,
        score=score,
        comment=clear(comment).strip()[:1000],
        version_seen=live_version(session, now),
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made
