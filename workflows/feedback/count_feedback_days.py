"""Adding up the days of Saran & Kritik: each day something changed on is counted afresh, in one statement."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.policies.company_time import company_zone

LOCK = 4038_2026

# What changed since the last count, with room for transactions that were still open then: no queue of days to be kept
# by every writer, who would wait for one another at its rows.
_COUNT = text("""
WITH since AS (
    SELECT coalesce(max(counted_at) - interval '10 minutes', '-infinity') AS at FROM feedback_days
), changed AS (
    SELECT (f.created_at AT TIME ZONE :zone)::date AS day FROM feedback f WHERE f.updated_at >= (SELECT at FROM since)
    UNION
    SELECT (f.created_at AT TIME ZONE :zone)::date FROM handling_ratings r JOIN feedback f ON f.id = r.feedback_id
     WHERE r.created_at >= (SELECT at FROM since)
), counted AS (
    SELECT c.day, f.kind, count(*) AS received,
           count(*) FILTER (WHERE f.status = 'FOLLOWED_UP') AS followed_up,
           count(*) FILTER (WHERE f.status = 'REJECTED') AS rejected,
           coalesce(sum(extract(epoch FROM f.decided_at - f.created_at)) FILTER (WHERE f.status = 'FOLLOWED_UP'),
                    0)::bigint AS seconds,
           coalesce(sum(r.stars), 0) AS stars_sum, count(r.stars) AS stars_count,
           coalesce(sum(given.points + coalesce(taken.points, 0)), 0) AS exp_points
      FROM changed c
      JOIN feedback f ON f.created_at >= c.day::timestamp AT TIME ZONE :zone
                     AND f.created_at < (c.day + 1)::timestamp AT TIME ZONE :zone
      LEFT JOIN handling_ratings r ON r.feedback_id = f.id
      LEFT JOIN exp_entries given ON given.source_kind = 'feedback' AND given.source_id = f.id
                                 AND given.rule = 'feedback.followed_up' AND given.reverses_id IS NULL
                                 AND given.rule <> 'correction'
      LEFT JOIN exp_entries taken ON taken.reverses_id = given.id
     WHERE f.deleted_at IS NULL AND f.merged_into_id IS NULL
     GROUP BY c.day, f.kind
), gone AS (
    DELETE FROM feedback_days d USING changed c
     WHERE d.day = c.day AND NOT EXISTS (SELECT FROM counted k WHERE k.day = d.day AND k.kind = d.kind)
)
INSERT INTO feedback_days (day, kind, received, followed_up, rejected, followed_up_seconds, stars_sum, stars_count,
                           exp_points, counted_at)
SELECT day, kind, received, followed_up, rejected, seconds, stars_sum, stars_count, exp_points, now() FROM counted
ON CONFLICT (day, kind) DO UPDATE SET
    received = excluded.received, followed_up = excluded.followed_up, rejected = excluded.rejected,
    followed_up_seconds = excluded.followed_up_seconds, stars_sum = excluded.stars_sum,
    stars_count = excluded.stars_count, exp_points = excluded.exp_points, counted_at = excluded.counted_at
RETURNING day
""")


def count_feedback_days(session: Session) -> int:
    """How many rows were written; two runs at once wait for each other."""
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    zone = company_zone(session)
    return len(session.execute(_COUNT, {"zone": zone}).all())
