"""The controller: carries out what people press in the panel, watches what rolls, keeps the live version running."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.i18n import in_both_languages
from app.models.releases.release import OWN_SYSTEM
from app.models.releases.steering import Adapter
from app.releases.rollout import control
from app.releases.rollout.chain import begin_chain, run_chain
from app.releases.rollout.colours import BuildFailed
from app.releases.rollout.commands.carry_out_command import carry_out_command
from app.releases.rollout.control import Plan, Say
from app.releases.rollout.haproxy import Switch, SwitchFailed
from app.releases.rollout.judging.invariants import RecentlyBroken
from app.releases.rollout.judging.judge import Decision, Look, Verdict
from app.releases.rollout.record import find_release, mark_record
from app.releases.rollout.state import RolloutState, rollout_state
from app.releases.rollout.watching import watch_once
from workflows.heartbeats import CONTROLLER, write_failure, write_heartbeat
from workflows.releases.steering import serve_system, store_sample

LOOK_EVERY = 1.0  # seconds
SAMPLE_EVERY = timedelta(seconds=5)
SILENCE = 60  # seconds without a sign of life that are no fault; a deploy may take longer, so it gives one itself

log = structlog.get_logger()


@dataclass(slots=True)
class Site:
    """`releases`: the folder of checkouts, each named for its version; `owner_url`: the database as its owner."""

    switch: Switch
    plan: Callable[[], Plan]
    releases: Path | None
    url: str
    owner_url: str | None
    noted: Callable[[str, int, Look, Verdict], None] = field(default_factory=lambda: sampler(OWN_SYSTEM))
    broken: RecentlyBroken = field(default_factory=RecentlyBroken)
    trouble: str = ""  # why the last look went wrong, such as a rollback that HAProxy refuses


def serve(site: Site, say: Say) -> None:
    """Until it is stopped; what it left unfinished the next one finishes."""
    while True:
        serve_once(site, say)
        time.sleep(LOOK_EVERY)


def serve_once(site: Site, say: Say) -> None:
    plan = replace(site.plan(), broken=site.broken, noted=site.noted)
    try:
        when_database_answers(lambda: unit_of_work(lambda session: _live(session, site.trouble)))
        with rollout_state(site.switch.folder, wait=True) as state:
            when_database_answers(
                lambda: carry_out_command(site.switch, state, plan, site.releases, (site.url, site.owner_url), say)
            )
            watch_once(state, site.switch, plan, say)
            follow_up(state, say)
        site.trouble = ""
    except (SwitchFailed, BuildFailed) as problem:
        site.trouble = str(problem)
        say(site.trouble)


def follow_up(state: RolloutState, say: Say) -> None:
    """A database that is away delays the chain, never the rollback: the schedule tries it again."""
    begin_pending(state, say)
    mark_record(state, say)


def begin_pending(state: RolloutState, say: Say) -> None:
    """The chain of a version that was taken back by itself, and what earlier looks left of one."""
    if state.taken_back and not state.leaving:
        version, reason = state.taken_back
        begin_chain(state, version, reason, control.now(), reason_en=state.taken_back_en)
        state.taken_back, state.taken_back_en = [], ""
    run_chain(state, say)


def _live(session: Session, trouble: str) -> None:
    """A controller in trouble is a failing part of the system: an alarm, until a look goes well."""
    serve_system(session, name=OWN_SYSTEM, adapter=Adapter.MACHINE)
    report_failure(session, CONTROLLER, trouble)


def report_failure(session: Session, part: str, trouble: str) -> None:
    if trouble:
        write_failure(session, part, trouble, now=utc_now(), allowed_seconds=SILENCE)
    else:
        write_heartbeat(session, part, now=utc_now(), allowed_seconds=SILENCE)


def sampler(system: str) -> Callable[[str, int, Look, Verdict], None]:
    """Keeps a look every five seconds, and each that ends a step."""
    last: list[datetime] = []

    def keep(version: str, percent: int, seen: Look, verdict: Verdict) -> None:
        now = utc_now()
        if verdict.decision == Decision.HOLD and last and now - last[-1] < SAMPLE_EVERY:
            return
        last[:] = [now]
        reason, english = in_both_languages(verdict.reason)
        measured = {
            "percent": percent,
            "requests": seen.canary.requests,
            "errors": seen.canary.errors,
            "p95_ms": seen.canary.p95_ms,
            "old_requests": seen.control.requests,
            "old_errors": seen.control.errors,
            "old_p95_ms": seen.control.p95_ms,
            "memory_mb": seen.memory_mb,
            "decision": verdict.decision,
            "reason": reason[:300],
            "reason_en": english[:300],
        }

        def work(session: Session) -> None:
            release = find_release(session, version, system)
            if release is not None:
                store_sample(session, release_id=release.id, measured=measured, now=now)

        when_database_answers(lambda: unit_of_work(work))

    return keep


def when_database_answers(work: Callable[[], object]) -> None:
    """A database that is away stops neither the judge nor a rollback."""
    try:
        work()
    except SQLAlchemyError as problem:
        log.warning("rollout.database_away", error=type(problem).__name__)
    finally:
        db.session.remove()
