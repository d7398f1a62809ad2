"""War tiket: first come, first served. One statement in PostgreSQL decides who gets the place."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.core.prepared_statement import Statement
from app.core.units import RELAY, unit_of
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import trace_of
from app.models.visits.assignment import ClaimResult, ClaimSource
from workflows.visits.offers import take_offer

# What must hold of a technician who takes a place, or waits for one.
_MAY_COME = """
       AND (v.race_opens_at IS NULL OR v.race_opens_at <= :now)
       AND (v.skill_id IS NULL OR EXISTS (
            SELECT 1 FROM user_skills k WHERE k.user_id = :technician_id AND k.skill_id = v.skill_id))
       AND NOT EXISTS (
            SELECT 1 FROM assignments a
             WHERE a.technician_id = :technician_id AND a.released_at IS NULL
               AND (a.visit_id = v.id
                    OR a.during && tstzrange(LEAST(GREATEST(v.planned_start, :now), v.planned_end), v.planned_end)))
       AND NOT EXISTS (
            SELECT 1 FROM leaves l JOIN sites s ON s.id = v.site_id
             WHERE l.user_id = :technician_id
               AND l.first_date <= (v.planned_end AT TIME ZONE s.time_zone)::date
               AND l.last_date >= (v.planned_start AT TIME ZONE s.time_zone)::date)
       AND NOT EXISTS (SELECT FROM known)"""

# The guarded UPDATE locks the ticket's row and counts on it; everything that follows from a win is written by the same
# statement, so the row stays locked for one round trip. A rival who waited for the lock sees the new count (READ
# COMMITTED re-checks the WHERE) and matches no row. What the guard cannot see, two visits of one technician at the
# same instant, the exclusion constraint on assignments refuses. A place taken after the start books what is left of
# the plan: who worked elsewhere on the first day may take a place that came free on the second.
# Most of a race is lost, so whoever finds the ticket full draws his number in the same statement, under the same lock:
# exact, in the order of arrival, without gaps. It waits for the disk like every other answer: what a person was told
# survives a crash. The form's key is kept with the answer; a second tap is answered from it.
_CLAIM = Statement(
    text(f"""
WITH known AS (
    SELECT answer FROM idempotency_keys WHERE scope = :scope AND key = :key
), taken AS (
    UPDATE visit_tickets AS v
       SET places_taken = places_taken + 1,
           status = CASE WHEN status = 'OPEN' AND places_taken + 1 = places_offered THEN 'ASSIGNED' ELSE status END,
           assigned_at = CASE WHEN places_taken + 1 = places_offered THEN :now ELSE assigned_at END,
           version = version + 1
     WHERE v.id = :visit_id
       AND v.status IN ('OPEN', 'IN_PROGRESS')
       AND v.places_taken + v.places_reserved < v.places_offered
       AND NOT EXISTS (
            SELECT 1 FROM queue_entries q
             WHERE q.visit_id = v.id AND q.technician_id = :technician_id AND q.status = 'OFFERED'){_MAY_COME}
 RETURNING v.id, v.emergency, LEAST(GREATEST(v.planned_start, :now), v.planned_end) AS begins_at, v.planned_end,
            v.places_taken, v.places_offered, v.status
), drawn AS (
    UPDATE visit_tickets AS v SET queue_tail = queue_tail + 1
     WHERE v.id = :visit_id
       AND v.status IN ('OPEN', 'ASSIGNED', 'IN_PROGRESS')
       AND v.places_taken + v.places_reserved >= v.places_offered
       AND NOT EXISTS (
            SELECT 1 FROM queue_entries q
             WHERE q.visit_id = v.id AND q.technician_id = :technician_id
               AND q.status IN ('WAITING', 'OFFERED')){_MAY_COME}
 RETURNING v.id, v.queue_tail
), outcome AS (
    SELECT id, 'WON' AS result, NULL::integer AS position FROM taken UNION ALL SELECT id, 'FULL', queue_tail FROM drawn
), place AS (
    INSERT INTO assignments (visit_id, technician_id, source, claimed_at, during, emergency, no_show)
    SELECT id, :technician_id, :source, :now, tstzrange(begins_at, planned_end), emergency, false FROM taken
 RETURNING id
), attempt AS (
    INSERT INTO claim_attempts (visit_id, technician_id, at, source, result)
    SELECT id, :technician_id, :now, :source, result FROM outcome
), entry AS (
    INSERT INTO queue_entries (visit_id, technician_id, position, status)
    SELECT id, :technician_id, queue_tail, 'WAITING' FROM drawn
), left_line AS (
    UPDATE queue_entries q SET status = 'TAKEN' FROM taken
     WHERE q.visit_id = taken.id AND q.technician_id = :technician_id AND q.status = 'WAITING'
), trail AS (
    INSERT INTO audit_entries (at, actor_id, thing, thing_id, action, changes, request_id, via, token_id,
                               address)
    SELECT :now, :technician_id, 'visit_tickets', id,
           CASE WHEN places_taken = places_offered THEN 'fill' ELSE 'claim' END,
           jsonb_build_object('places_taken', jsonb_build_array(places_taken - 1, places_taken), 'status', status),
           :request_id, :via, CAST(:token_id AS bigint), :address
      FROM taken
), promised AS (
    INSERT INTO outbox_messages (kind, payload, due_at, visit_id)
    SELECT CASE WHEN places_taken = places_offered THEN 'visit.filled' ELSE 'visit.claimed' END,
           jsonb_build_object('visit_id', id, 'technician_id', CAST(:technician_id AS bigint)), :now, id
      FROM taken
), kept AS (
    INSERT INTO idempotency_keys (scope, key, answer)
    SELECT :scope, :key, jsonb_build_object('result', result, 'position', position) FROM outcome
     WHERE CAST(:key AS text) IS NOT NULL
)
SELECT result, position, (SELECT id FROM place) AS assignment_id FROM outcome
 UNION ALL SELECT answer ->> 'result', (answer ->> 'position')::integer, NULL FROM known
""")  # noqa: S608  made of constants
)

# Why nobody was let in, read without a lock.
_WHY_NOT = text("""
SELECT v.status, v.places_taken + v.places_reserved >= v.places_offered AS is_full,
       v.race_opens_at > :now AS too_early,
       v.skill_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM user_skills k WHERE k.user_id = :technician_id AND k.skill_id = v.skill_id) AS skill_missing,
       EXISTS (SELECT 1 FROM assignments a WHERE a.visit_id = v.id AND a.technician_id = :technician_id
                AND a.released_at IS NULL) AS already_on_it,
       EXISTS (SELECT 1 FROM assignments a WHERE a.technician_id = :technician_id AND a.released_at IS NULL
                AND a.visit_id <> v.id
                AND a.during && tstzrange(LEAST(GREATEST(v.planned_start, :now), v.planned_end), v.planned_end)
       ) AS overlap,
       EXISTS (SELECT 1 FROM leaves l JOIN sites s ON s.id = v.site_id
                WHERE l.user_id = :technician_id
                  AND l.first_date <= (v.planned_end AT TIME ZONE s.time_zone)::date
                  AND l.last_date >= (v.planned_start AT TIME ZONE s.time_zone)::date) AS on_leave,
       mine.id AS entry_id, mine.position, mine.status AS entry_status
  FROM visit_tickets v
  LEFT JOIN queue_entries mine ON mine.visit_id = v.id AND mine.technician_id = :technician_id
                              AND mine.status IN ('WAITING', 'OFFERED')
 WHERE v.id = :visit_id
""")

_ATTEMPT = text("""
INSERT INTO claim_attempts (visit_id, technician_id, at, source, result)
VALUES (:visit_id, :technician_id, :now, :source, :result)
""")


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What a press came to. `position` is the number drawn in the waiting line when the quota was full."""

    result: ClaimResult
    assignment_id: int | None = None
    position: int | None = None

    @property
    def won(self) -> bool:
        return self.result == ClaimResult.WON


def claim_once(
    session: Session,
    *,
    visit_id: int,
    technician: User,
    now: datetime,
    source: ClaimSource = ClaimSource.POOL,
    submission: tuple[str, str] | None = None,
) -> ClaimOutcome | None:
    """Take a place, or draw a number where all are taken, in one statement; None: it is not as simple as that.

    With `submission` (scope and key of a form) the answer is kept under it, and a second tap gets the first one's.
    """
    if technician.role != Role.TECHNICIAN or not technician.is_active:
        raise NotAllowed
    scope, key = submission or (None, None)
    facts = _facts(session, visit_id, technician, now, source)
    found = _CLAIM.first(session, {**facts, "scope": scope, "key": key})
    if found is None:
        return None
    result, position, assignment_id = found
    if assignment_id is not None:
        unit_of(session).wake.add(RELAY)
    return ClaimOutcome(ClaimResult(result), assignment_id, position)


def claim_place(
    session: Session, *, visit_id: int, technician: User, now: datetime, source: ClaimSource = ClaimSource.POOL
) -> ClaimOutcome:
    """Take one of the visit's places for this technician, or say why not. Every press is recorded."""
    facts = _facts(session, visit_id, technician, now, source)
    for last in (False, True):
        outcome = claim_once(session, visit_id=visit_id, technician=technician, now=now, source=source)
        if outcome is not None:
            return outcome
        why = session.execute(_WHY_NOT, facts).one_or_none()
        if why is None:
            raise NotFound
        result = _reason(why)
        is_settled = result not in {ClaimResult.WON, ClaimResult.FULL} or why.entry_status is not None
        if last or is_settled:
            return _refuse(session, facts, why, result, technician)
        # nothing stands in the way any more: the count changed between the two statements, so look once more
    raise AssertionError("unreachable")


def _facts(session: Session, visit_id: int, technician: User, now: datetime, source: ClaimSource) -> dict[str, Any]:
    return {
        "visit_id": visit_id,
        "technician_id": technician.id,
        "now": now,
        "source": source,
        **trace_of(session),
    }


def _refuse(session: Session, facts: dict[str, Any], why: Any, result: ClaimResult, technician: User) -> ClaimOutcome:
    place = None
    if why.entry_status == "OFFERED" and result in {ClaimResult.WON, ClaimResult.FULL}:
        place = take_offer(
            session, entry_id=why.entry_id, technician=technician, now=facts["now"], source=facts["source"]
        )
        result = ClaimResult.WON if place else ClaimResult.FULL
    elif result == ClaimResult.WON:  # free again for the second time within a press: let him try once more
        result = ClaimResult.FULL
    session.execute(_ATTEMPT, {**facts, "result": result})
    return ClaimOutcome(
        result, assignment_id=place, position=None if place or why.entry_status == "OFFERED" else why.position
    )


def _reason(why: Any) -> ClaimResult:
    """The first thing that stands in the way; WON when nothing does any more."""
    checks = (
        (why.already_on_it, ClaimResult.ALREADY_ON_IT),
        (why.status not in {"OPEN", "ASSIGNED", "IN_PROGRESS"}, ClaimResult.NOT_OPEN),
        (why.too_early, ClaimResult.TOO_EARLY),
        (why.skill_missing, ClaimResult.SKILL_MISSING),
        (why.on_leave, ClaimResult.ON_LEAVE),
        (why.overlap, ClaimResult.OVERLAP),
        (why.is_full, ClaimResult.FULL),
    )
    return next((result for stands_in_the_way, result in checks if stands_in_the_way), ClaimResult.WON)
