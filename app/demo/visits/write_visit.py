"""The rows of the visits: ticket, claim attempts, places, audit log."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy.dialects.postgresql import Range

from app.core.clock import WIB
from app.demo.row_batches import RowBatches
from app.demo.staff.people import Hand, People
from app.demo.visits.plan import Plan
from app.demo.vocabulary import CANCEL_REASONS
from app.models.audit.audit_log import AuditEntry
from app.models.visits.assignment import (
    Assignment,
    ClaimAttempt,
    ClaimResult,
    ClaimSource,
    QueueEntry,
    QueueStatus,
    ReleaseReason,
)
from app.models.visits.visit import Priority, VisitStatus, VisitTicket

_S = VisitStatus
_PRIORITIES = ((Priority.LOW, 15), (Priority.MEDIUM, 60), (Priority.HIGH, 20), (Priority.CRITICAL, 5))


def write_visit(book: RowBatches, random: Random, people: People, plan: Plan, number: int, now: datetime) -> None:
    """The work of the plan (check-ins and so on) must be known already: the ticket carries its times."""
    opened = plan.created + timedelta(minutes=random.randint(4, 45))
    assigned = opened + timedelta(seconds=random.choice((40, 90, 200, 900, 3600)) * random.uniform(0.5, 1.5))
    is_full = len(plan.team) >= plan.quota and plan.status not in {_S.DRAFT, _S.CANCELLED, _S.OPEN}
    losers = _losers(random, people, plan) if is_full else []
    cancelled = min(opened + timedelta(hours=2), now) if plan.status == _S.CANCELLED else None
    times = {
        "created_at": plan.created,
        "opened_at": opened if plan.status != _S.DRAFT else None,
        "assigned_at": assigned if is_full else None,
        "started_at": plan.started,
        "finished_at": plan.finished,
        "closed_at": plan.closed,
        "cancelled_at": cancelled,
        "updated_at": plan.closed or plan.finished or plan.started or assigned,
        "race_opens_at": now + timedelta(minutes=25) if plan.wish == "countdown" else None,
    }
    plan.visit_id = book.add(
        VisitTicket,
        number=f"TKT-{plan.created.astimezone(WIB).year}-{number:06d}",
        priority=_priority(random, plan),
        queue_tail=len(losers),
        cancel_reason=random.choice(CANCEL_REASONS) if cancelled else None,
        **_facts(people, plan),
        **times,
    )
    _write_race(book, random, plan, losers, opened, assigned, now)
    _write_history(book, plan, times["opened_at"], times["assigned_at"], cancelled)


def _facts(people: People, plan: Plan) -> dict[str, Any]:
    return {
        "customer_id": plan.place.customer_id,
        "site_id": plan.place.site_id,
        "problem": plan.job[0],
        "status": plan.status,
        "planned_start": plan.start.astimezone(UTC),
        "planned_end": plan.end.astimezone(UTC),
        "added_days": plan.added_days,
        "skill_id": people.skill_ids[plan.job[1]] if plan.job[1] != "AC split" else None,
        "quota": plan.quota + (1 if plan.went_on else 0),
        "places_offered": plan.quota,
        "places_taken": 0 if plan.status == _S.CANCELLED else len(plan.team),
        "emergency": plan.wish == "nobody came",
        "created_by_id": plan.cs,
        "closed_by_id": plan.cs if plan.closed else None,
    }


def _priority(random: Random, plan: Plan) -> Priority:
    priorities, weights = zip(*_PRIORITIES, strict=True)
    return Priority.CRITICAL if plan.wish == "nobody came" else random.choices(priorities, weights)[0]


def _losers(random: Random, people: People, plan: Plan) -> list[Hand]:
    others = [h for h in people.hands if plan.job[1] in h.skills and h not in plan.team and h is not plan.absent]
    return random.sample(others, min(random.choice((0, 1, 2, 2, 3, 4)), len(others)))


def _write_race(
    book: RowBatches,
    random: Random,
    plan: Plan,
    losers: list[Hand],
    opened: datetime,
    assigned: datetime,
    now: datetime,
) -> None:
    if plan.status == _S.DRAFT:
        return
    during = Range(plan.start.astimezone(UTC), plan.end.astimezone(UTC))
    released = min(opened + timedelta(hours=2), now) if plan.status == _S.CANCELLED else None
    step = (assigned - opened) / max(len(plan.team), 1)
    for place, hand in enumerate(plan.team, 1):
        at = opened + step * place
        source = random.choice((ClaimSource.POOL, ClaimSource.TELEGRAM))
        book.add(
            Assignment,
            visit_id=plan.visit_id,
            technician_id=hand.id,
            source=source,
            claimed_at=at,
            created_at=at,
            during=during,
            released_at=released,
            release_reason=ReleaseReason.CANCELLED if released else None,
        )
        _attempt(book, plan, hand, at, ClaimResult.WON, source)
    ended = plan.status != _S.ASSIGNED
    for position, hand in enumerate(losers, 1):
        at = assigned + timedelta(seconds=position * random.uniform(1, 40))
        _attempt(book, plan, hand, at, ClaimResult.FULL, ClaimSource.POOL)
        status = QueueStatus.LEFT if ended else QueueStatus.WAITING
        book.add(
            QueueEntry, visit_id=plan.visit_id, technician_id=hand.id, position=position, status=status, created_at=at
        )


def _attempt(book: RowBatches, plan: Plan, hand: Hand, at: datetime, result: ClaimResult, source: ClaimSource) -> None:
    book.add(
        ClaimAttempt,
        visit_id=plan.visit_id,
        technician_id=hand.id,
        at=at,
        created_at=at,
        source=source,
        result=result,
    )


def _write_history(
    book: RowBatches, plan: Plan, opened: datetime | None, assigned: datetime | None, cancelled: datetime | None
) -> None:
    steps = (
        ("created", plan.created, plan.cs, None, _S.DRAFT),
        ("publish", opened, plan.cs, _S.DRAFT, _S.OPEN),
        ("fill", assigned, plan.team[-1].id if plan.team else None, _S.OPEN, _S.ASSIGNED),
        ("start", plan.started, None, _S.ASSIGNED, _S.IN_PROGRESS),
        ("finish", plan.finished, plan.team[0].id if plan.team else None, _S.IN_PROGRESS, _S.DONE),
        ("close", plan.closed, plan.cs, _S.DONE, _S.CLOSED),
        ("cancel", cancelled, plan.cs, _S.OPEN, _S.CANCELLED),
    )
    for action, at, actor, before, after in steps:
        if at is not None:
            book.add(
                AuditEntry,
                at=at,
                created_at=at,
                actor_id=actor,
                thing="visit_tickets",
                thing_id=plan.visit_id,
                action=action,
                changes={"status": [before, after]},
            )
