"""Keep what was measured of a rollout at one moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.releases.steering import RolloutSample


def store_sample(session: Session, *, release_id: int, measured: Mapping[str, Any], now: datetime) -> None:
    """`measured`: the columns of a sample beside its release and moment."""
    session.add(RolloutSample(release_id=release_id, created_at=now, **measured))
    session.flush()
