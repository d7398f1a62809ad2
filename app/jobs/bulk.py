"""Steps on many records, row by row."""

import structlog

from app.core.clock import utc_now
from app.core.db import unit_of_work
from workflows.bulk import do_next_row, refuse_row

MOST = 500  # in one run; the rest waits for the next

log = structlog.get_logger()


def run_bulk() -> None:
    """RQ job: each row in its own transaction; running twice does no row twice."""
    for _ in range(MOST):
        try:
            if unit_of_work(lambda session: do_next_row(session, now=utc_now())) is None:
                return
        except Exception:
            log.exception("bulk.row_failed")
            unit_of_work(lambda session: refuse_row(session, now=utc_now()))
