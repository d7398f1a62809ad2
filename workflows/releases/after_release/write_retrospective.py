"""Write the retrospective of a release."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.releases.after_release import Retrospective
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.transitions import transition


def write_retrospective(
    session: Session, *, release_id: int, actor: User, went_well: str, went_badly: str, now: datetime, lessons: str = ""
) -> Release:
    """Written again it replaces the text; the audit log keeps the former one."""
    release: Release = transition(session, RELEASE_FLOW, release_id, "write_retrospective", actor=actor, now=now)
    first = {"went_well": "", "went_badly": "", "author_id": actor.id, "created_at": now}
    session.execute(insert(Retrospective).values(release_id=release_id, **first).on_conflict_do_nothing())
    written = session.scalars(select(Retrospective).where(Retrospective.release_id == release_id)).one()
    written.went_well, written.went_badly, written.lessons = went_well, went_badly, lessons
    written.author_id = actor.id
    session.flush()
    return release
