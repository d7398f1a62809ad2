"""Running totals that differ from the sums they stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

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


@dataclass(frozen=True, slots=True)
class Drift:
    """A total that is not the sum of its lines; `month` None: the balance."""

    user_id: int
    month: date | None
    total: int
    truth: int


def find_drift(session: Session) -> Sequence[Drift]:
    return [Drift(row.user_id, row.month, int(row.total), int(row.truth)) for row in session.execute(_DRIFT)]
