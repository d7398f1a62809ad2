"""Write down that a version is live."""

from datetime import datetime

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.releases import Release, ReleaseStatus


def note_live_release(session: Session, *, system: str, version: str, now: datetime, commit: str = "") -> None:
    """Live since the first time it was said; said again at each start, it changes nothing."""
    made = insert(Release).values(
        system=system,
        version=version,
        commit=commit,
        live_at=now,
        created_at=now,
        status=ReleaseStatus.LIVE,
        percent=100,
    )
    since = {"live_at": func.coalesce(Release.live_at, now)}
    session.execute(made.on_conflict_do_update(constraint="uq_releases_system_version", set_=since))
