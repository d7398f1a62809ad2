"""Say how likely one is to recommend us, or that one would rather not say now."""

from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed
from app.core.i18n import N_
from app.models.accounts.user import Role, User
from app.models.releases.calendar import NpsAnswer
from app.models.releases.release import OWN_SYSTEM, Release

RARE = timedelta(days=90)
KNOWN = timedelta(days=7)  # a member for at least so long
HIGHEST = 10


def answer_nps(session: Session, *, actor: User, score: int | None, comment: str, now: datetime) -> NpsAnswer:
    """Once in 90 days; the version that is live is kept with it."""
    if actor.role != Role.MEMBER:
        raise NotAllowed
    if score is not None and not 0 <= score <= HIGHEST:
        raise Invalid(N_("Pilih angka 0 sampai 10."), field="score")
    session.get(User, actor.id, with_for_update=True)
    if not is_nps_asked(session, user=actor, now=now):
        raise Invalid(N_("Anda sudah menjawab; kami bertanya lagi setelah 90 hari."), field="score")
    live = select(Release.version).where(Release.system == OWN_SYSTEM, Release.live_at <= now)
    version = session.scalar(live.order_by(Release.live_at.desc()).limit(1)) or ""
    said = comment.strip()[:1000] if score is not None else ""
    made = NpsAnswer(user_id=actor.id, score=score, comment=said, version_seen=version, created_at=now)
    session.add(made)
    session.flush()
    return made


def is_nps_asked(session: Session, *, user: User, now: datetime) -> bool:
    """Quiet and rare: only members who know us, and nobody twice within 90 days, also not who put it off."""
    if user.role != Role.MEMBER or now - user.created_at < KNOWN:
        return False
    lately = exists().where(NpsAnswer.user_id == user.id, NpsAnswer.created_at > now - RARE)
    return not session.scalar(select(lately))
