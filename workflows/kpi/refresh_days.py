"""Count the facts of days again."""

from datetime import date, datetime, timedelta

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from app.core.clock import day_bounds, local_day
from app.models.company import Company
from app.models.kpi import KpiTouched
from workflows.kpi.add_up import add_up

MOST_DAYS = 40


# Each branch adds to some columns of one person's day; the sum by person is the row. Days are the company's own.
_COUNT_DAY = text("""
WITH facts (user_id, role, jobs_done, on_time, checked_in, no_shows, claims_won, claims_tried, stars_sum, stars_count,
            response_seconds, response_count, visits_opened, visits_closed, visits_cancelled, income_idr,
            invoiced_idr) AS (
    SELECT a.technician_id, 'TECHNICIAN', 1, 0, 0, 0, 0, 0, 0, 0, 0::bigint, 0, 0, 0, 0, 0::bigint, 0::bigint
      FROM visit_tickets v JOIN assignments a ON a.visit_id = v.id
     WHERE v.finished_at >= :start AND v.finished_at < :end
       AND (a.released_at IS NULL OR a.release_reason = 'LEFT_EXTENSION')
    UNION ALL
    SELECT t.technician_id, 'TECHNICIAN', 0,
           CASE WHEN t.happened_at <= v.planned_start + make_interval(mins => :grace) THEN 1 ELSE 0 END, 1,
           0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
      FROM attendances t JOIN visit_tickets v ON v.id = t.visit_id
     WHERE t.kind = 'CHECK_IN' AND t.status = 'COUNTED' AND t.happened_at >= :start AND t.happened_at < :end
       AND NOT EXISTS (SELECT 1 FROM attendances e WHERE e.assignment_id = t.assignment_id AND e.kind = 'CHECK_IN'
                        AND e.status = 'COUNTED' AND e.happened_at < t.happened_at)
    UNION ALL
    SELECT technician_id, 'TECHNICIAN', 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
      FROM assignments WHERE no_show AND released_at >= :start AND released_at < :end
    UNION ALL
    SELECT technician_id, 'TECHNICIAN', 0, 0, 0, 0, CASE WHEN result = 'WON' THEN 1 ELSE 0 END, 1,
           0, 0, 0, 0, 0, 0, 0, 0, 0
      FROM claim_attempts WHERE at >= :start AND at < :end
    UNION ALL
    SELECT s.user_id, s.rated_role, 0, 0, 0, 0, 0, 0, s.stars, 1, 0, 0, 0, 0, 0, 0, 0
      FROM visit_ratings r JOIN rating_stars s ON s.rating_id = r.id
     WHERE r.submitted_at >= :start AND r.submitted_at < :end
    UNION ALL
    SELECT coalesce(created_by_id, 0), CASE WHEN created_by_id IS NULL THEN 'FIRM' ELSE 'CS' END,
           0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
      FROM visit_tickets WHERE opened_at >= :start AND opened_at < :end
    UNION ALL
    SELECT coalesce(created_by_id, 0), CASE WHEN created_by_id IS NULL THEN 'FIRM' ELSE 'CS' END,
           0, 0, 0, 0, 0, 0, 0, 0, extract(epoch FROM assigned_at - opened_at)::bigint, 1, 0, 0, 0, 0, 0
      FROM visit_tickets WHERE assigned_at >= :start AND assigned_at < :end AND opened_at IS NOT NULL
    UNION ALL
    SELECT coalesce(closed_by_id, 0), CASE WHEN closed_by_id IS NULL THEN 'FIRM' ELSE 'CS' END,
           0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0
      FROM visit_tickets WHERE closed_at >= :start AND closed_at < :end
    UNION ALL
    SELECT 0, 'FIRM', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0
      FROM visit_tickets WHERE cancelled_at >= :start AND cancelled_at < :end
    UNION ALL
    SELECT 0, 'FIRM', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, amount_idr, 0
      FROM payments WHERE status = 'PAID' AND paid_at >= :start AND paid_at < :end
    UNION ALL
    SELECT 0, 'FIRM', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -c.amount_idr, 0
      FROM counter_entries c JOIN payments p ON p.id = c.payment_id
     WHERE c.status = 'DONE' AND p.status = 'PAID' AND p.paid_at >= :start AND p.paid_at < :end
    UNION ALL
    SELECT 0, 'FIRM', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, total_idr
      FROM invoices WHERE approved_at >= :start AND approved_at < :end AND status <> 'VOID'
), gone AS (
    DELETE FROM kpi_days WHERE day = :day
      AND (user_id, role) NOT IN (SELECT user_id, role FROM facts)
)
INSERT INTO kpi_days (day, user_id, role, jobs_done, on_time, checked_in, no_shows, claims_won, claims_tried, stars_sum,
                      stars_count, response_seconds, response_count, visits_opened, visits_closed, visits_cancelled,
                      income_idr, invoiced_idr)
SELECT :day, user_id, role, sum(jobs_done), sum(on_time), sum(checked_in), sum(no_shows), sum(claims_won),
       sum(claims_tried), sum(stars_sum), sum(stars_count), sum(response_seconds), sum(response_count),
       sum(visits_opened), sum(visits_closed), sum(visits_cancelled), sum(income_idr), sum(invoiced_idr)
  FROM facts GROUP BY user_id, role
ON CONFLICT (day, user_id, role) DO UPDATE SET
    jobs_done = excluded.jobs_done, on_time = excluded.on_time, checked_in = excluded.checked_in,
    no_shows = excluded.no_shows, claims_won = excluded.claims_won, claims_tried = excluded.claims_tried,
    stars_sum = excluded.stars_sum, stars_count = excluded.stars_count, response_seconds = excluded.response_seconds,
    response_count = excluded.response_count, visits_opened = excluded.visits_opened,
    visits_closed = excluded.visits_closed, visits_cancelled = excluded.visits_cancelled,
    income_idr = excluded.income_idr, invoiced_idr = excluded.invoiced_idr
""")


def refresh_days(session: Session, *, now: datetime, back: int = 1) -> int:
    """Count today, `back` days before it, and the touched days again; how many days were counted."""
    company = session.get(Company, 1)
    if company is None:
        return 0
    today = local_day(now, company.time_zone)
    touched = session.scalars(
        select(KpiTouched).order_by(KpiTouched.day.desc()).limit(MOST_DAYS).with_for_update(skip_locked=True)
    ).all()
    days = {today - timedelta(days=offset) for offset in range(back + 1)} | {row.day for row in touched}
    for day in sorted(days):
        _count(session, day, company)
    add_up(session, days, today=today)
    for row in touched:
        session.delete(row)
    return len(days)


def _count(session: Session, day: date, company: Company) -> None:
    start, end = day_bounds(day, company.time_zone)
    session.execute(_COUNT_DAY, {"day": day, "start": start, "end": end, "grace": company.late_after_minutes})
