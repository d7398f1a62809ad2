"""EXP's running totals against their sums, every night."""

import structlog

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.exp import check_totals

log = structlog.get_logger()


def check_exp_totals() -> None:
    """RQ job: what does not agree is set right from the ledger, logged as an error and noted in the audit trail."""
    for drift in unit_of_work(lambda session: check_totals(session, now=utc_now())):
        log.error("exp.drift", user_id=drift.user_id, month=str(drift.month), total=drift.total, truth=drift.truth)
