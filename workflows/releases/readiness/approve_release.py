"""Approve a release; a Go needs two people who saw the checklist complete."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.units import unit_of
from app.models.accounts.user import User
from app.models.releases.readiness import ReleaseApproval
from app.models.releases.release import Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.releases.readiness.checklist.collect_own_evidence import collect_own_evidence
from workflows.releases.readiness.checklist.list_items import list_items
from workflows.releases.readiness.frozen_state import DRAW
from workflows.transitions import transition

PEOPLE = 2


def approve_release(session: Session, *, release_id: int, actor: User, now: datetime) -> Release:
    """With the second person's Go the state is frozen and the release is ready."""
    collect_own_evidence(session, release_id=release_id, now=now)
    release: Release = transition(session, RELEASE_FLOW, release_id, "approve", actor=actor, now=now)
    state = [one.as_json() for one in list_items(session, release, now=now)]
    session.add(ReleaseApproval(release_id=release_id, user_id=actor.id, state=state, created_at=now))
    session.flush()
    given = select(func.count()).where(ReleaseApproval.release_id == release_id)
    if (session.scalar(given) or 0) < PEOPLE:
        return release
    frozen: dict[str, Any] = {"frozen": state, "frozen_sha256": digest_of(state)}
    unit_of(session).wake.add(DRAW)
    return transition(session, RELEASE_FLOW, release_id, "make_ready", actor=None, now=now, **frozen)


def digest_of(state: list[dict[str, Any]]) -> str:
    """SHA-256 of the canonical JSON: sorted names, no white space."""
    text = json.dumps(state, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
