"""What came of looking at a check: the result, the sums, the state, and an alarm where it changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.i18n import Sentence, in_both_languages
from app.models.monitoring.alarm import AlarmSource, Severity
from app.models.monitoring.check import (
    CHECK_FLOW,
    Check,
    CheckKind,
    CheckPeriod,
    CheckResult,
    CheckRun,
    CheckState,
    CheckSum,
    PeriodKind,
)
from app.models.status.status_page import StatusComponent
from workflows.monitoring.check_state import Memory, Notice, Rules, Step, Window, apply_result
from workflows.monitoring.notify_of_alarm import notify_of_alarm
from workflows.monitoring.receive_alarm import AlarmNews
from workflows.status import list_windows_of_check
from workflows.transitions import transition

SUM_MINUTES = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """One look: `words` say what was expected and what came, where it went wrong."""

    ok: bool
    ms: int
    words: Sentence = ""

    def kept_as(self, name: str) -> dict[str, str]:
        """Both languages, as a row keeps them in the columns `name` and `name_en`."""
        indonesian, english = in_both_languages(self.words)
        return {name: indonesian[:300], f"{name}_en": english[:300]}


def record_result(
    session: Session, *, check_id: int, outcome: Outcome, at: datetime, maintenance: Sequence[Window] = ()
) -> Step | None:
    """None: the check was paused or deleted meanwhile, or a later result is already here.

    The check is locked before its run, as everywhere: nobody pauses it until the result is written.
    """
    alone: Any = {"of": Check}
    check = session.get(Check, check_id, with_for_update=alone, populate_existing=True)
    run = session.get(CheckRun, check_id, with_for_update=True, populate_existing=True)
    if run is None or check is None or check.status == CheckState.PAUSED or (run.last_at and run.last_at > at):
        return None
    session.add(CheckResult(check_id=check_id, at=at, ok=outcome.ok, ms=outcome.ms, **outcome.kept_as("words")))
    _add_up(session, check_id, outcome, at)
    is_pinged = check.kind == CheckKind.HEARTBEAT  # it may pause for a day: no result is not "nobody looked"
    interval = timedelta(days=3650) if is_pinged else timedelta(seconds=check.interval_seconds)
    held = [*maintenance, *list_windows_of_check(session, check_id=check_id, now=at)]
    rules = Rules(check.failure_threshold, check.success_threshold, interval)
    step = apply_result(memory_of(check, run), ok=outcome.ok, at=at, rules=rules, maintenance=held)
    _remember(run, step.memory, outcome)
    _store_periods(session, check, step, outcome)
    _move(session, check, step.memory, at)
    _report_alarms(session, check, step, outcome, at)
    return step


def memory_of(check: Check, run: CheckRun) -> Memory:
    return Memory(
        state=check.status,
        streak=run.streak,
        streak_ok=run.streak_ok,
        streak_since=run.streak_since,
        last_at=run.last_at,
        down_since=run.down_since,
        changes=tuple(datetime.fromisoformat(moment) for moment in run.changes),
        unstable=run.unstable,
        told=run.told,
    )


def _remember(run: CheckRun, memory: Memory, outcome: Outcome) -> None:
    run.streak, run.streak_ok, run.streak_since = memory.streak, memory.streak_ok, memory.streak_since
    run.last_at, run.down_since, run.unstable, run.told = (
        memory.last_at, memory.down_since, memory.unstable, memory.told,
    )  # fmt: skip
    run.changes = [moment.isoformat() for moment in memory.changes]
    run.last_ms, run.leased_until = outcome.ms, None
    for name, value in outcome.kept_as("last_words").items():
        setattr(run, name, value)


def _add_up(session: Session, check_id: int, outcome: Outcome, at: datetime) -> None:
    start = at.replace(minute=at.minute // SUM_MINUTES * SUM_MINUTES, second=0, microsecond=0)
    one: dict[str, Any] = {"ok": int(outcome.ok), "failed": int(not outcome.ok), "ms_sum": outcome.ms}
    made = insert(CheckSum).values(check_id=check_id, at=start, ms_max=outcome.ms, **one)
    added = {name: getattr(CheckSum, name) + value for name, value in one.items()}
    added["ms_max"] = func.greatest(CheckSum.ms_max, outcome.ms)
    session.execute(made.on_conflict_do_update(index_elements=["check_id", "at"], set_=added))


def _store_periods(session: Session, check: Check, step: Step, outcome: Outcome) -> None:
    if step.no_data is not None:
        start, end = step.no_data
        session.add(CheckPeriod(check_id=check.id, kind=PeriodKind.NO_DATA, started_at=start, ended_at=end))
    open_one = select(CheckPeriod).where(
        CheckPeriod.check_id == check.id, CheckPeriod.kind == PeriodKind.DOWN, CheckPeriod.ended_at.is_(None)
    )
    period = session.scalars(open_one).one_or_none()
    if step.down is not None and period is not None:
        period.ended_at = step.down[1]
    if step.memory.state == CheckState.DOWN and period is None:
        since = step.memory.down_since
        known: dict[str, Any] = {"kind": PeriodKind.DOWN, "started_at": since, **outcome.kept_as("words")}
        session.add(CheckPeriod(check_id=check.id, **known))


def _move(session: Session, check: Check, memory: Memory, at: datetime) -> None:
    if memory.state != check.status:
        name = "go_down" if memory.state == CheckState.DOWN else "go_up"
        transition(session, CHECK_FLOW, check.id, name, actor=None, now=at)


def _report_alarms(session: Session, check: Check, step: Step, outcome: Outcome, at: datetime) -> None:
    """An alarm while it is down, of the component that follows it; muted ones are kept without a message."""
    followed = (
        select(StatusComponent.name).where(StatusComponent.check_id == check.id).order_by(StatusComponent.position)
    )
    component = session.scalar(followed.limit(1)) if step.notices else None
    for notice in step.notices:
        news = AlarmNews(
            source=AlarmSource.CHECK,
            fingerprint=f"check:{check.id}",
            firing=notice != Notice.WENT_UP,
            starts_at=step.memory.down_since or at,
            title=check.name,
            words=outcome.words,
            component=component or "",
            severity=Severity.SEV2 if notice == Notice.WENT_DOWN else Severity.SEV3,
            labels={"kind": str(check.kind), "unstable": step.memory.unstable},
        )
        muted = check.muted_until is not None and check.muted_until > at
        notify_of_alarm(session, news, now=at, muted=muted)
