"""Who said Go."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.releases.readiness import ReleaseApproval


def list_approvals(session: Session, release_id: int) -> Sequence[ReleaseApproval]:
    found = select(ReleaseApproval).where(ReleaseApproval.release_id == release_id)
    return session.scalars(found.options(joinedload(ReleaseApproval.user)).order_by(ReleaseApproval.id)).all()
