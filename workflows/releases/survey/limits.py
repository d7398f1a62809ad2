"""Who may be asked now: nobody twice within 90 days, whichever way, and nobody who wants no more."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import Role, User
from app.models.releases.release import OWN_SYSTEM, Release
from app.models.releases.survey import NpsAnswer, NpsInvitation

RARE = timedelta(days=90)
KNOWN = timedelta(days=7)  # a member for at least so long
INVITATION_LIVES = timedelta(days=30)
HIGHEST = 10


def was_asked(user_id: Any, customer_id: Any, *, now: datetime) -> ColumnElement[bool]:
    """Of the person behind these columns: answered, put off or invited within 90 days, or wants no more."""
    lately = now - RARE
    theirs = or_(NpsInvitation.user_id == user_id, NpsInvitation.customer_id == customer_id)
    invited = exists().where(theirs, or_(NpsInvitation.created_at > lately, NpsInvitation.never))
    return invited | exists().where(NpsAnswer.user_id == user_id, NpsAnswer.created_at > lately)


def is_nps_asked(session: Session, *, user: User, now: datetime) -> bool:
    """Only members who know us."""
    if user.role != Role.MEMBER or now - user.created_at < KNOWN:
        return False
    asked = select(was_asked(User.id, User.customer_id, now=now)).where(User.id == user.id)
    return not session.scalar(asked)


def require_score(score: int | None) -> None:
    if score is not None and not 0 <= score <= HIGHEST:
        raise Invalid(N_("Pilih angka 0 sampai 10."), field="score")


def live_version(session: Session, now: datetime) -> str:
    """Of Sigap itself; empty where none is known."""
    live = select(Release.version).where(Release.system == OWN_SYSTEM, Release.live_at <= now)
    return session.scalar(live.order_by(Release.live_at.desc()).limit(1)) or ""
