"""Keep the PDF of what was approved of a release."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.releases.release import Release


def store_readiness(session: Session, *, release_id: int, digest: str, file_id: int) -> None:
    """Only while this is still what was approved, and nobody was faster."""
    same = (Release.id == release_id, Release.frozen_sha256 == digest, Release.frozen_file_id.is_(None))
    session.execute(update(Release).where(*same).values(frozen_file_id=file_id))
