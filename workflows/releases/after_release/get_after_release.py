"""What a release's page shows of the time after it was live."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models.releases.after_release import ReleaseAction, ReleaseVoice, Retrospective
from app.models.releases.readiness import ReleaseItem
from app.models.releases.release import OWN_SYSTEM, Release
from app.models.releases.survey import NpsAnswer, NpsInvitation
from workflows.releases.after_release.counts import NamedCount, StepCount, list_counts, list_pages, list_steps
from workflows.releases.after_release.scorecard import BASELINE

COMMENTS = 20


@dataclass(frozen=True, slots=True)
class AfterRelease:
    """`remarks`: scores and words of the 0-10 survey, newest first."""

    voices: Sequence[ReleaseVoice]
    remarks: Sequence[tuple[int | None, str]]
    steps: Sequence[StepCount]
    pages: Sequence[NamedCount]
    counts: Sequence[NamedCount]
    retrospective: Retrospective | None
    actions: Sequence[ReleaseAction]


def get_after_release(session: Session, release: Release, *, now: datetime) -> AfterRelease | None:
    """None where no visitor has come to it. Steps, pages and remarks are Sigap's own and stand with its releases."""
    since = release.live_at or (release.created_at if release.ended_at else None)
    if since is None:
        return None
    until = max(min(now, since + BASELINE, release.ended_at or now), since)
    own = release.system == OWN_SYSTEM
    voices = select(ReleaseVoice).where(ReleaseVoice.release_id == release.id).options(joinedload(ReleaseVoice.author))
    actions = select(ReleaseAction).where(ReleaseAction.release_id == release.id)
    held_by = joinedload(ReleaseAction.item).joinedload(ReleaseItem.release)
    shown = actions.options(joinedload(ReleaseAction.owner), held_by)
    return AfterRelease(
        voices=session.scalars(voices.order_by(ReleaseVoice.id)).all(),
        remarks=_remarks(session, since, until) if own else [],
        steps=list_steps(session, since, until, BASELINE) if own else [],
        pages=list_pages(session, release.version, since, until) if own else [],
        counts=list_counts(session, release.id),
        retrospective=find_retrospective(session, release.id),
        actions=session.scalars(shown.order_by(ReleaseAction.id)).all(),
    )


def find_retrospective(session: Session, release_id: int) -> Retrospective | None:
    return session.scalars(select(Retrospective).where(Retrospective.release_id == release_id)).one_or_none()


def _remarks(session: Session, since: datetime, until: datetime) -> list[tuple[int | None, str]]:
    here = select(NpsAnswer.created_at.label("at"), NpsAnswer.score, NpsAnswer.comment).where(
        NpsAnswer.created_at >= since, NpsAnswer.created_at < until, NpsAnswer.comment != ""
    )
    by_link = select(NpsInvitation.answered_at.label("at"), NpsInvitation.score, NpsInvitation.comment).where(
        NpsInvitation.answered_at >= since, NpsInvitation.answered_at < until, NpsInvitation.comment != ""
    )
    both = here.union_all(by_link).subquery()
    rows = session.execute(select(both.c.score, both.c.comment).order_by(both.c.at.desc()).limit(COMMENTS))
    return [(score, comment) for score, comment in rows]
