"""Taking out what is past its retention, every night: archived where the rule says so, deleted in batches."""

import gzip
import time

import structlog
from flask import Flask, current_app

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.http.files.storage import StorageAway, keep
from app.jobs.outbox.wake_up import RETENTION_JOB, begin_sweep, wake_again
from app.policies.retention import RETENTION, RetentionRule, kept_since
from workflows.retention import delete_archived_rows, delete_old_rows, read_old_rows

LONGEST_RUN = 60.0  # seconds; then whoever waits in the same queue gets a turn

log = structlog.get_logger()


def take_out_old_rows() -> None:
    """RQ job, nightly; rings itself again while there is more."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    begin_sweep(app, RETENTION_JOB)
    end = time.monotonic() + LONGEST_RUN
    for rule in RETENTION:
        while True:
            try:
                count = _take_out(rule)
            except StorageAway:
                log.warning("retention.storage_away", table=rule.table)
                break
            if count < rule.batch:
                break
            if time.monotonic() > end:
                wake_again(app, RETENTION_JOB)
                return


def _take_out(rule: RetentionRule) -> int:
    """One batch; how many rows went."""
    settings = current_app.config["SETTINGS"]
    before = kept_since(rule, settings.retention_days, utc_now())
    if not (rule.archived and settings.keep_archives):
        return unit_of_work(lambda session: delete_old_rows(session, rule, before=before))
    rows = read_old_rows(db.session(), rule, before=before)
    if rows is None:
        return 0
    content = gzip.compress("\n".join(rows.lines).encode() + b"\n", mtime=0)
    kept = keep(content, "application/gzip", f"{rule.table}-{rows.ids[0]}-{rows.ids[-1]}.jsonl.gz")
    unit_of_work(lambda session: delete_archived_rows(session, rule, rows, kept))
    log.info("retention.archived", table=rule.table, rows=len(rows.ids), size=kept.size)
    return len(rows.ids)
