"""What a release has brought since it is live, measured against its targets and the 14 days before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.feedback.bug import BugReport
from app.models.feedback.feedback import Feedback
from app.models.monitoring.check import Check, CheckPeriod, PeriodKind
from app.models.monitoring.traffic import RequestMinute
from app.models.releases.after_release import Measure, ReleaseScore
from app.models.releases.release import OWN_SYSTEM, Release
from app.models.releases.steering import ReleaseSystem, TicketsShould
from app.models.releases.survey import NpsAnswer, NpsInvitation
from app.models.support.ticket import SupportTicket

BASELINE, WATCH = timedelta(days=14), timedelta(days=7)
TARGETS = {
    Measure.UPTIME: 0.999,
    Measure.MEAN_MS: 2000.0,
    Measure.ERROR_RATE: 0.001,
    Measure.NPS: 50.0,
    Measure.TICKETS: -0.20,  # or +0.20 where tickets should rise
}
PROMOTER, DETRACTOR = 9, 6  # from this score on, and up to this one


@dataclass(frozen=True, slots=True)
class Score:
    """`actual` None: nothing to measure. Shares between 0 and 1, times in ms; `n`: of how many.

    `source`: where a figure comes from that Sigap has not counted itself.
    """

    measure: Measure
    target: float
    actual: float | None
    n: int
    source: str = ""

    @property
    def is_met(self) -> bool | None:
        """Uptime reaches its target, tickets fall or rise at least so far; the others pass theirs strictly."""
        if self.actual is None:
            return None
        match self.measure:
            case Measure.UPTIME:
                return self.actual >= self.target
            case Measure.NPS:
                return self.actual > self.target
            case Measure.TICKETS:
                return self.actual >= self.target if self.target > 0 else self.actual <= self.target
            case _:
                return self.actual < self.target


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`since` to `until`; how many reports of each source came to Sigap in that time (of others: 0)."""

    since: datetime
    until: datetime
    scores: Sequence[Score]
    feedback: int = 0
    tickets: int = 0
    internal_bugs: int = 0


def read_scorecard(session: Session, release: Release, *, now: datetime) -> Scorecard | None:
    """None before it is live. Of other systems the figures that were reported, by people or programs."""
    since = release.live_at
    if since is None:
        return None
    until = min(now, since + BASELINE, release.ended_at or now)
    targets = {**TARGETS, Measure.TICKETS: ticket_target(session, release.system)}
    if release.system != OWN_SYSTEM:
        return Scorecard(since, until, _reported(session, release, targets))
    scores = [
        _uptime(session, since, until),
        *_answers(session, release.version, since, until),
        _nps(session, since, until),
        _tickets(session, since, until, targets[Measure.TICKETS]),
    ]
    came = [_count(session, model, since, until) for model in (Feedback, SupportTicket)]
    internal = _count(session, BugReport, since, until, BugReport.internal)
    return Scorecard(since, until, scores, came[0], came[1], internal)


def ticket_target(session: Session, system: str) -> float:
    """A change, as a share: a fall is negative. By the system's setting; without a row a fall."""
    wanted = session.scalar(select(ReleaseSystem.tickets_should).where(ReleaseSystem.name == system))
    fall = TARGETS[Measure.TICKETS]
    return -fall if wanted == TicketsShould.RISE else fall


def _reported(session: Session, release: Release, targets: dict[Measure, float]) -> list[Score]:
    given = select(ReleaseScore).where(ReleaseScore.release_id == release.id).order_by(ReleaseScore.id)
    newest = {one.measure: one for one in session.scalars(given)}
    return [
        Score(measure, targets[measure], found.actual, found.n, found.source)
        if (found := newest.get(measure)) is not None
        else Score(measure, targets[measure], None, 0)
        for measure in Measure
    ]


def nps_of(scores: Sequence[int]) -> float | None:
    """Promoters (9, 10) less detractors (0 to 6), in per cent of all."""
    if not scores:
        return None
    promoters, detractors = (sum(one >= PROMOTER for one in scores), sum(one <= DETRACTOR for one in scores))
    return 100 * (promoters - detractors) / len(scores)


def _uptime(session: Session, since: datetime, until: datetime) -> Score:
    """Of all checks together: what one of them saw down was down. `n`: how many checks there are."""
    ended = func.coalesce(CheckPeriod.ended_at, until)
    down = select(CheckPeriod.started_at, ended).where(
        CheckPeriod.kind == PeriodKind.DOWN, CheckPeriod.started_at < until, ended > since
    )
    away, last = timedelta(0), since
    for began, over in session.execute(down.order_by(CheckPeriod.started_at)):
        first, final = max(began, last), min(over, until)
        away += max(final - first, timedelta(0))
        last = max(last, final)
    whole = until - since
    checks = session.scalar(select(func.count(Check.id)).where(Check.created_at < until)) or 0
    return Score(Measure.UPTIME, TARGETS[Measure.UPTIME], 1 - away / whole if whole and checks else None, checks)


def _answers(session: Session, version: str, since: datetime, until: datetime) -> tuple[Score, Score]:
    sums = select(func.sum(RequestMinute.total), func.sum(RequestMinute.sum_ms), func.sum(RequestMinute.errors))
    own = (RequestMinute.release == version, RequestMinute.minute >= since, RequestMinute.minute < until)
    total, ms, errors = (int(one or 0) for one in session.execute(sums.where(*own)).one())
    return (
        Score(Measure.MEAN_MS, TARGETS[Measure.MEAN_MS], ms / total if total else None, total),
        Score(Measure.ERROR_RATE, TARGETS[Measure.ERROR_RATE], errors / total if total else None, total),
    )


def _nps(session: Session, since: datetime, until: datetime) -> Score:
    """Of the portal and of the links together."""
    here = select(NpsAnswer.score).where(NpsAnswer.created_at >= since, NpsAnswer.created_at < until)
    by_link = select(NpsInvitation.score).where(NpsInvitation.answered_at >= since, NpsInvitation.answered_at < until)
    scores = [score for score in session.scalars(here.union_all(by_link)) if score is not None]
    return Score(Measure.NPS, TARGETS[Measure.NPS], nps_of(scores), len(scores))


def _tickets(session: Session, since: datetime, until: datetime, target: float) -> Score:
    """By day, against the 14 days before."""
    before, after = (
        _count(session, SupportTicket, since - BASELINE, since),
        _count(session, SupportTicket, since, until),
    )
    days = (until - since) / timedelta(days=1)
    change = (after / days) / (before / BASELINE.days) - 1 if before and days else None
    return Score(Measure.TICKETS, target, change, before + after)


def _count(session: Session, model: type, since: datetime, until: datetime, *more: object) -> int:
    rows = select(func.count(model.id)).where(model.created_at >= since, model.created_at < until, *more)  # type: ignore[attr-defined]
    return session.scalar(rows) or 0
