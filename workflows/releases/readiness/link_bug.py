"""Link a bug that a release mends."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport
from app.models.releases.readiness import PLANNERS
from app.models.releases.release import Release, release_bugs
from workflows.transitions import note


def link_bug(session: Session, *, release_id: int, number: str, actor: User, now: datetime) -> BugReport:
    """This release mends the bug; named twice it stands there once."""
    if actor.role not in PLANNERS:
        raise NotAllowed
    bug = session.scalars(select(BugReport).where(BugReport.number == number.strip().upper())).one_or_none()
    if bug is None or session.get(Release, release_id) is None:
        raise NotFound(N_("Tidak ada bug dengan nomor ini."))
    made = insert(release_bugs).values(release_id=release_id, bug_id=bug.id)
    if session.scalar(made.on_conflict_do_nothing().returning(release_bugs.c.bug_id)) is not None:
        note(session, "releases", release_id, "bug_linked", actor=actor, now=now, number=["", bug.number])
    return bug
