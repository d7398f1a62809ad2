"""Add work that follows from a release; the next release of the system holds it on its checklist."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.releases.after_release import ReleaseAction
from app.models.releases.release import Release, ReleaseStatus
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.releases.after_release.carry_actions import carry_actions
from workflows.transitions import transition


def add_action(
    session: Session, *, release_id: int, actor: User, title: str, owner: str, due: date, now: datetime
) -> Release:
    """`owner` is a user name. On the checklist of the release that is being prepared, or of the next one."""
    person = session.scalars(
        select(User).where(User.username == owner.strip().lower(), User.status == UserStatus.ACTIVE)
    ).one_or_none()
    if person is None:
        raise Invalid(N_("Tidak ada pengguna aktif dengan nama itu."), field="owner")
    release: Release = transition(session, RELEASE_FLOW, release_id, "add_action", actor=actor, now=now)
    session.add(ReleaseAction(release_id=release_id, title=title, owner_id=person.id, due_date=due, created_at=now))
    session.flush()
    preparing = select(Release).where(Release.system == release.system, Release.status == ReleaseStatus.PREPARING)
    following = session.scalars(preparing.order_by(Release.id.desc()).limit(1).with_for_update()).one_or_none()
    if following is not None:
        carry_actions(session, following, now=now)
    return release
