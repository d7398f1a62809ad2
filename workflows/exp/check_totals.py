"""Compare the running totals with the ledger and set them right."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from workflows.exp.entry import lock_account
from workflows.exp.find_drift import Drift, find_drift
from workflows.transitions import note

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
