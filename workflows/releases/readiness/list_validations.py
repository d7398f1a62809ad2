"""The newest checks before the deployment of a release."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.releases.readiness import ReleaseValidation

SHOWN = 10


def list_validations(session: Session, release_id: int) -> Sequence[ReleaseValidation]:
    """Newest first."""
    found = select(ReleaseValidation).where(ReleaseValidation.release_id == release_id)
    newest = found.options(joinedload(ReleaseValidation.checked_by)).order_by(ReleaseValidation.id.desc())
    return session.scalars(newest.limit(SHOWN)).all()
