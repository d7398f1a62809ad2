"""EXP for who found a bug that was reproduced and fixed, and a share for who reported it, too."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport, BugStatus
from app.models.feedback.exp import ExpEntry, ExpRules
from app.models.feedback.feedback import Feedback
from app.models.visits.visit import Priority
from workflows.exp import award, rules_of

SOURCE = "bug"
FIXED, DUPLICATE = "bug.fixed", "bug.duplicate"


@dataclass(frozen=True, slots=True)
class Reward:
    user_id: int
    points: int
    rule: str
    bug: BugReport


def reward_all(session: Session, *, bug: BugReport, actor: User | None, now: datetime) -> None:
    """The reporter of a bug just fixed, and the reporters of its duplicates."""
    rewards = [*_for_reporter(session, bug), *_for_duplicates(session, bug, _duplicates(session, bug.id))]
    _give(session, rewards, actor, now)


def reward_late(
    session: Session, *, bug: BugReport, duplicates: Sequence[BugReport], actor: User, now: datetime
) -> None:
    """Reports found to be duplicates of a bug that was fixed already: they only count if made before the fix."""
    if bug.fixed_at is not None:
        in_time = [one for one in duplicates if one.created_at <= bug.fixed_at]
        _give(session, _for_duplicates(session, bug, in_time), actor, now)


def points_for(rules: ExpRules, priority: Priority) -> int:
    return {
        Priority.CRITICAL: rules.bug_critical,
        Priority.HIGH: rules.bug_high,
        Priority.MEDIUM: rules.bug_medium,
        Priority.LOW: rules.bug_low,
    }[priority]


def _give(session: Session, rewards: Iterable[Reward], actor: User | None, now: datetime) -> None:
    for reward in sorted(rewards, key=lambda one: one.user_id):  # accounts are locked in one order
        award(
            session,
            user_id=reward.user_id,
            points=reward.points,
            rule=reward.rule,
            source=(SOURCE, reward.bug.id),
            reason=f"{reward.bug.number}: {reward.bug.title}",
            actor=actor,
            now=now,
            unless=_same_voice(reward.bug),
        )


def _same_voice(bug: BugReport) -> ColumnElement[bool] | None:
    """The feedback this report was made from, what it was merged into, and what was merged into either."""
    if bug.origin_feedback_id is None:
        return None
    into = select(Feedback.merged_into_id).where(Feedback.id == bug.origin_feedback_id).scalar_subquery()
    top = func.coalesce(into, bug.origin_feedback_id)
    items = select(Feedback.id).where((Feedback.id == top) | (Feedback.merged_into_id == top))
    return (ExpEntry.source_kind == "feedback") & ExpEntry.source_id.in_(items)


def _for_reporter(session: Session, bug: BugReport) -> Iterator[Reward]:
    judges = {bug.confirmed_by_id, bug.decided_by_id}
    if not _counts(bug) or bug.reporter_id is None or bug.reporter_id in judges:
        return
    if not _is_rewarded(session, bug.id, DUPLICATE):
        yield Reward(bug.reporter_id, points_for(rules_of(session), bug.priority), FIXED, bug)


def _for_duplicates(session: Session, bug: BugReport, duplicates: Iterable[BugReport]) -> Iterator[Reward]:
    """One share per person, none for the first reporter or for whoever judged the bug or their own duplicate."""
    rules = rules_of(session)
    share = points_for(rules, bug.priority) * rules.duplicate_share // 100
    out = {bug.reporter_id, bug.confirmed_by_id, bug.decided_by_id, None} | _sharers(session, bug.id)
    for one in duplicates if _counts(bug) else ():
        if one.reporter_id in out or one.reporter_id == one.decided_by_id or _is_rewarded(session, one.id, FIXED):
            continue
        out.add(one.reporter_id)
        yield Reward(one.reporter_id or 0, share, DUPLICATE, one)


def _counts(bug: BugReport) -> bool:
    """Both reproduced and fixed."""
    return bug.status == BugStatus.FIXED and bug.confirmed_at is not None


def _duplicates(session: Session, bug_id: int) -> Sequence[BugReport]:
    theirs = select(BugReport).where(BugReport.duplicate_of_id == bug_id, BugReport.deleted_at.is_(None))
    return session.scalars(theirs.order_by(BugReport.id).execution_options(populate_existing=True)).all()


def _sharers(session: Session, bug_id: int) -> set[int | None]:
    """Who has a share in this bug already."""
    given = select(ExpEntry.user_id).join(BugReport, BugReport.id == ExpEntry.source_id)
    theirs = given.where(BugReport.duplicate_of_id == bug_id, ExpEntry.rule == DUPLICATE, *_standing())
    return set(session.scalars(theirs))


def _is_rewarded(session: Session, bug_id: int, rule: str) -> bool:
    found = exists().where(ExpEntry.source_id == bug_id, ExpEntry.rule == rule, *_standing())
    return bool(session.scalar(select(found)))


def _standing() -> tuple[ColumnElement[bool], ...]:
    """Awards for bugs that were not taken back."""
    counter = aliased(ExpEntry)
    return (
        ExpEntry.source_kind == SOURCE,
        ExpEntry.reverses_id.is_(None),
        ~exists().where(counter.reverses_id == ExpEntry.id),
    )
