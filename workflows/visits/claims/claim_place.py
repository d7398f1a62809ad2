"""War tiket: first come, first served. One statement in PostgreSQL decides who gets the place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.core.units import RELAY, unit_of
from app.models.accounts.user import User
from app.models.audit.audit_log import trace_of
from app.models.visits.assignment import ClaimResult, ClaimSource
from app.models.visits.visit import ACTIVE
from workflows.visits.claims import claim_statements
from workflows.visits.claims.eligibility import OBSTACLES
from workflows.visits.waiting_list.take_offer import take_offer


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What a claim came to. `position` is the number drawn in the waiting list when the quota was full."""

    result: ClaimResult
    assignment_id: int | None = None
    position: int | None = None

    @property
    def won(self) -> bool:
        return self.result == ClaimResult.WON


def claim_place(
    session: Session, *, visit_id: int, technician: User, now: datetime, source: ClaimSource = ClaimSource.POOL
) -> ClaimOutcome:
    """Take one of the visit's places for this technician, or say why not. Every attempt is recorded."""
    facts = {"visit_id": visit_id, "technician_id": technician.id, "now": now, "source": source, **trace_of(session)}
    if claim_statements.LOCK_TECHNICIAN.first(session, facts) is None:
        raise NotAllowed
    for last in (False, True):
        found = claim_statements.CLAIM.first(session, facts)
        if found is not None:
            return _outcome(session, found)
        why = session.execute(claim_statements.WHY_NOT, facts).mappings().one_or_none()
        if why is None:
            raise NotFound
        result = _reason(why)
        is_settled = result not in {ClaimResult.WON, ClaimResult.FULL} or why["entry_status"] is not None
        if last or is_settled:
            return _refuse(session, facts, why, result, technician)
        # nothing stands in the way any more: the count changed between the two statements, so look once more
    raise AssertionError("unreachable")


def _outcome(session: Session, found: tuple[Any, ...]) -> ClaimOutcome:
    result, position, assignment_id = found
    if assignment_id is not None:
        unit_of(session).wake.add(RELAY)
    return ClaimOutcome(ClaimResult(result), assignment_id, position)


def _refuse(session: Session, facts: dict[str, Any], why: Any, result: ClaimResult, technician: User) -> ClaimOutcome:
    place, status = None, why["entry_status"]
    if status == "OFFERED" and result in {ClaimResult.WON, ClaimResult.FULL}:
        place = take_offer(
            session, entry_id=why["entry_id"], technician=technician, now=facts["now"], source=facts["source"]
        )
        result = ClaimResult.WON if place else ClaimResult.FULL
    elif result == ClaimResult.WON:  # free again for the second time within one claim: let them try once more
        result = ClaimResult.FULL
    session.execute(claim_statements.ATTEMPT, {**facts, "result": result})
    return ClaimOutcome(result, assignment_id=place, position=None if place or status == "OFFERED" else why["position"])


def _reason(why: Any) -> ClaimResult:
    """The first thing that stands in the way; WON when nothing does any more."""
    if why[ClaimResult.ALREADY_ON_IT]:
        return ClaimResult.ALREADY_ON_IT
    if why["status"] not in ACTIVE or why["is_over"]:
        return ClaimResult.NOT_OPEN
    if why["too_early"]:
        return ClaimResult.TOO_EARLY
    found = next((result for result in OBSTACLES if why[result]), None)
    return found or (ClaimResult.FULL if why["is_full"] else ClaimResult.WON)
