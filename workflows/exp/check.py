"""The running totals against the sums they stand for: nightly, and never repaired in silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from workflows.exp.entry import lock_account
from workflows.transitions import note

# One statement sees one moment: a line and its totals are written by the same transaction, so they agree or are wrong.
_DRIFT = text("""
SELECT user_id, month, total, truth FROM (
    SELECT coalesce(b.user_id, e.user_id) AS user_id, NULL::date AS month,
           coalesce(b.points, 0) AS total, coalesce(e.points, 0) AS truth
      FROM exp_balances b
      FULL JOIN (SELECT user_id, sum(points) AS points FROM exp_entries GROUP BY user_id) e ON e.user_id = b.user_id
    UNION ALL
    SELECT coalesce(m.user_id, e.user_id), coalesce(m.month, e.month), coalesce(m.points, 0), coalesce(e.points, 0)
      FROM exp_months m
      FULL JOIN (SELECT user_id, date_trunc('month', day)::date AS month, sum(points) AS points
                   FROM exp_entries GROUP BY 1, 2) e ON e.user_id = m.user_id AND e.month = m.month
) AS compared
 WHERE total <> truth ORDER BY user_id, month NULLS FIRST
""")

_REPAIR_BALANCE = text("""
UPDATE exp_balances SET points = (SELECT coalesce(sum(points), 0) FROM exp_entries WHERE user_id = :user_id)
 WHERE user_id = :user_id
""")
_REPAIR_MONTH = text("""
INSERT INTO exp_months (month, user_id, points)
SELECT :month, :user_id, coalesce(sum(points), 0) FROM exp_entries
 WHERE user_id = :user_id AND day >= :month AND day < (CAST(:month AS date) + interval '1 month')
    ON CONFLICT (month, user_id) DO UPDATE SET points = excluded.points
""")


@dataclass(frozen=True, slots=True)
class Drift:
    """A total that is not the sum of its lines; `month` None: the balance."""

    user_id: int
    month: date | None
    total: int
    truth: int


def find_drift(session: Session) -> Sequence[Drift]:
    return [Drift(row.user_id, row.month, int(row.total), int(row.truth)) for row in session.execute(_DRIFT)]


def check_totals(session: Session, *, now: datetime) -> Sequence[Drift]:
    """Set wrong totals right from the ledger, each with a row in the audit log; returns what was wrong."""
    wrong = find_drift(session)
    for drift in wrong:
        lock_account(session, drift.user_id)
        facts = {"user_id": drift.user_id, "month": drift.month}
        session.execute(_REPAIR_MONTH if drift.month else _REPAIR_BALANCE, facts)
        about = {"month": drift.month.isoformat()} if drift.month else {}
        note(
            session,
            "exp_balances",
            drift.user_id,
            "exp_repaired",
            actor=None,
            now=now,
            points=[drift.total, drift.truth],
            **about,
        )
    return wrong
