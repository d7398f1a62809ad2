"""The statements of a claim: one decides who gets the place, one says why nobody did."""

from sqlalchemy import text

from app.core.db import quoted
from app.core.prepared_statement import Statement
from app.models.visits.assignment import IN_LINE
from app.models.visits.visit import ACTIVE, CLAIMABLE
from workflows.visits.claims.eligibility import ACCOUNT, MAY_TAKE, OBSTACLES, REMAINING

# Locked before the visit and in a statement of its own: a deactivation, a change of role or skills and planned leave
# lock the same row first, so each of them is either seen by the statement that follows, or sees the place it gave.
LOCK_TECHNICIAN = Statement(
    text(f"SELECT t.id FROM users t WHERE t.id = :technician_id AND {ACCOUNT} FOR SHARE")  # noqa: S608  constants
)


_IS_ON_NOW = "(v.race_opens_at IS NULL OR v.race_opens_at <= :now) AND v.planned_end > :now"

# The guarded UPDATE locks the ticket's row and counts on it; everything that follows from a win is written by the same
# statement. A rival who waited for the lock sees the new count (READ COMMITTED re-checks the WHERE) and matches no
# row. What the guard cannot see, two visits of one technician at the same instant, the exclusion constraint on
# assignments refuses.
# Most of a race is lost, so whoever finds the ticket full draws a number in the same statement, under the same lock:
# exact, in the order of arrival, without gaps.
CLAIM = Statement(
    text(f"""
WITH taken AS (
    UPDATE visit_tickets AS v
       SET places_taken = places_taken + 1,
           status = CASE WHEN v.status = 'OPEN' AND places_taken + 1 = places_offered THEN 'ASSIGNED' ELSE v.status END,
           assigned_at = CASE WHEN places_taken + 1 = places_offered THEN :now ELSE assigned_at END,
           version = version + 1
      FROM users t, sites s
     WHERE v.id = :visit_id AND t.id = :technician_id AND s.id = v.site_id
       AND v.status IN ({quoted(sorted(CLAIMABLE))})
       AND v.places_taken + v.places_reserved < v.places_offered
       AND NOT EXISTS (
            SELECT 1 FROM queue_entries q
             WHERE q.visit_id = v.id AND q.technician_id = t.id AND q.status = 'OFFERED')
       AND {_IS_ON_NOW} AND {MAY_TAKE}
 RETURNING v.id, v.emergency, {REMAINING} AS during, v.places_taken, v.places_offered, v.status
), drawn AS (
    UPDATE visit_tickets AS v SET queue_tail = queue_tail + 1
      FROM users t, sites s
     WHERE v.id = :visit_id AND t.id = :technician_id AND s.id = v.site_id
       AND v.status IN ({quoted(sorted(ACTIVE))})
       AND v.places_taken + v.places_reserved >= v.places_offered
       AND NOT EXISTS (
            SELECT 1 FROM queue_entries q
             WHERE q.visit_id = v.id AND q.technician_id = t.id AND q.status IN ({quoted(sorted(IN_LINE))}))
       AND {_IS_ON_NOW} AND {MAY_TAKE}
 RETURNING v.id, v.queue_tail
), outcome AS (
    SELECT id, 'WON' AS result, NULL::integer AS position FROM taken UNION ALL SELECT id, 'FULL', queue_tail FROM drawn
), place AS (
    INSERT INTO assignments (visit_id, technician_id, source, claimed_at, during, emergency, no_show)
    SELECT id, :technician_id, :source, :now, during, emergency, false FROM taken
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
), audit AS (
    INSERT INTO audit_entries (at, actor_id, thing, thing_id, action, changes, request_id, via, token_id,
                               address)
    SELECT :now, :technician_id, 'visit_tickets', id,
           CASE WHEN places_taken = places_offered THEN 'fill' ELSE 'claim' END,
           jsonb_build_object('places_taken', jsonb_build_array(places_taken - 1, places_taken), 'status', status),
           :request_id, :via, CAST(:token_id AS bigint), :address
      FROM taken
), emitted AS (
    INSERT INTO outbox_messages (kind, payload, due_at, visit_id)
    SELECT CASE WHEN places_taken = places_offered THEN 'visit.filled' ELSE 'visit.claimed' END,
           jsonb_build_object('visit_id', id, 'technician_id', CAST(:technician_id AS bigint)), :now, id
      FROM taken
)
SELECT result, position, (SELECT id FROM place) AS assignment_id FROM outcome
""")  # noqa: S608  made of constants
)

# Why nobody was let in, read without a lock.
WHY_NOT = text(f"""
SELECT v.status, v.places_taken + v.places_reserved >= v.places_offered AS is_full,
       v.race_opens_at > :now AS too_early, v.planned_end <= :now AS is_over,
       {", ".join(f'{obstacle} AS "{result}"' for result, obstacle in OBSTACLES.items())},
       mine.id AS entry_id, mine.position, mine.status AS entry_status
  FROM visit_tickets v
  JOIN sites s ON s.id = v.site_id
  JOIN users t ON t.id = :technician_id
  LEFT JOIN queue_entries mine ON mine.visit_id = v.id AND mine.technician_id = t.id
                              AND mine.status IN ({quoted(sorted(IN_LINE))})
 WHERE v.id = :visit_id
""")  # noqa: S608  made of constants

ATTEMPT = text("""
INSERT INTO claim_attempts (visit_id, technician_id, at, source, result)
VALUES (:visit_id, :technician_id, :now, :source, :result)
""")
