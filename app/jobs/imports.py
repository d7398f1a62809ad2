"""Making customers of confirmed files, so that no web thread and no lock of the number series is held for long."""

import structlog

from app.core.clock import utc_now
from app.core.db import transaction, unit_of_work
from workflows.customers import fail_import, import_next_rows

AT_ONCE = 100  # steps; then other slow jobs have their turn

log = structlog.get_logger()


def import_customers() -> None:
    """RQ job: step by step, each in a transaction of its own; a killed worker's import goes on with the next sweep."""
    for _ in range(AT_ONCE):
        try:
            if not unit_of_work(lambda session: import_next_rows(session, now=utc_now())):
                return
        except Exception as problem:
            log.exception("import.failed")
            with transaction() as session:
                fail_import(session, error=type(problem).__name__)
