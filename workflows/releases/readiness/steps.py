"""Every step of a release; a Go needs two people who saw the checklist complete."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, joinedload

from app.models.accounts.user import User
from app.models.releases.readiness import ReleaseApproval
from app.models.releases.release import STEPS, Release
from app.models.releases.release_flow import RELEASE_FLOW
from workflows.bugs import announce_release, reopen_released_bugs, reward_without_release
from workflows.releases.readiness.evidence import collect_own_evidence
from workflows.releases.readiness.items import list_items
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
    return transition(session, RELEASE_FLOW, release_id, "make_ready", actor=None, now=now, **frozen)


def prepare_again(session: Session, *, release_id: int, actor: User, now: datetime) -> Release:
    """Something changed: both must say Go again."""
    session.execute(delete(ReleaseApproval).where(ReleaseApproval.release_id == release_id))
    empty: dict[str, Any] = {"frozen": None, "frozen_sha256": ""}
    return transition(session, RELEASE_FLOW, release_id, "prepare_again", actor=actor, now=now, **empty)


def start_release(session: Session, *, release_id: int, actor: User | None, now: datetime) -> Release:
    return transition(session, RELEASE_FLOW, release_id, "start", actor=actor, now=now, percent=STEPS[0])


def promote_release(session: Session, *, release_id: int, actor: User | None, now: datetime) -> Release:
    """To the next of 10, 25, 50, 100 per cent."""
    release = session.get_one(Release, release_id, with_for_update=True, populate_existing=True)
    following = next((step for step in STEPS if step > release.percent), STEPS[-1])
    return transition(session, RELEASE_FLOW, release_id, "promote", actor=actor, now=now, percent=following)


def put_live(session: Session, *, release_id: int, actor: User | None, now: datetime) -> Release:
    """Reporters of its bugs are told, and rewarded if no release did before."""
    since = func.coalesce(Release.live_at, now)
    release: Release = transition(session, RELEASE_FLOW, release_id, "go_live", actor=actor, now=now, live_at=since)
    announce_release(session, release=release, now=now)
    return release


def finish_release(session: Session, *, release_id: int, actor: User, verdict: str, now: datetime) -> Release:
    """The intensive watch is over."""
    said: dict[str, Any] = {"reason": verdict[:500], "ended_at": now}
    return transition(session, RELEASE_FLOW, release_id, "finish", actor=actor, now=now, **said)


def roll_back_release(session: Session, *, release_id: int, actor: User | None, reason: str, now: datetime) -> Release:
    """Nobody is sent to it any more; its bugs are open again."""
    said: dict[str, Any] = {"reason": reason[:500], "percent": 0, "ended_at": now}
    release: Release = transition(session, RELEASE_FLOW, release_id, "roll_back", actor=actor, now=now, **said)
    reopen_released_bugs(session, release=release, actor=actor, reason=reason, now=now)
    return release


def cancel_release(session: Session, *, release_id: int, actor: User, reason: str, now: datetime) -> Release:
    said: dict[str, Any] = {"reason": reason[:500], "ended_at": now}
    release: Release = transition(session, RELEASE_FLOW, release_id, "cancel", actor=actor, now=now, **said)
    reward_without_release(session, release=release, now=now)
    return release


def list_approvals(session: Session, release_id: int) -> Sequence[ReleaseApproval]:
    found = select(ReleaseApproval).where(ReleaseApproval.release_id == release_id)
    return session.scalars(found.options(joinedload(ReleaseApproval.user)).order_by(ReleaseApproval.id)).all()


def digest_of(state: list[dict[str, Any]]) -> str:
    """SHA-256 of the canonical JSON: sorted names, no white space."""
    text = json.dumps(state, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
