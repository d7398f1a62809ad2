"""Keep what a check before a deployment found with its release."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.models.accounts.user import User
from app.models.releases.readiness import ReleaseValidation
from app.models.releases.release import Release
from app.models.releases.release_flow import OPERATORS


def store_validation(
    session: Session, *, release_id: int, report: Mapping[str, Any], actor: User | None, now: datetime
) -> ReleaseValidation:
    """`report`: `allPassed` and `validationSteps`, whose values are masked already. `actor` None: at the machine."""
    if actor is not None and actor.role not in OPERATORS:
        raise NotAllowed
    if session.get(Release, release_id) is None:
        raise NotFound
    made = ReleaseValidation(
        release_id=release_id,
        passed=report["allPassed"],
        report=dict(report),
        checked_by_id=actor.id if actor else None,
        created_at=now,
    )
    session.add(made)
    session.flush()
    return made
