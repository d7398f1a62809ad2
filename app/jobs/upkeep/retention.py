"""Taking out what is past its retention, every night: archived where the rule says so, deleted in batches."""

import gzip
import time
from collections import Counter
from datetime import datetime

import structlog
from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.files import StorageObject
from app.core.i18n import N_, Lazy, Sentence
from app.http.files.storage import StorageAway, keep, storage
from app.jobs.outbox.wake_up import RETENTION_JOB, begin_sweep, wake_again
from app.jobs.upkeep.timed import timed
from app.models.maintenance.upkeep import UpkeepTask
from app.policies.retention import RETENTION, RetentionRule, kept_since
from integrations.storage import StorageDown
from workflows.maintenance import read_choices
from workflows.retention import (
    OldRows,
    delete_archived_rows,
    delete_old_rows,
    delete_rows,
    delete_unused_files,
    list_files,
    read_old_rows,
)

LONGEST_RUN = 60.0  # seconds; then whoever waits in the same queue gets a turn

log = structlog.get_logger()


def take_out_old_rows() -> None:
    """RQ job, nightly; enqueues itself again while there is more. Written down with how many rows of what went."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    begin_sweep(app, RETENTION_JOB)
    timed(UpkeepTask.RETENTION, lambda: _sentence(_sweep(app)))


def _sweep(app: Flask) -> Counter[str]:
    """Rows taken out, by table."""
    end, gone = time.monotonic() + LONGEST_RUN, Counter[str]()
    chosen = read_choices(db.session())
    for rule in RETENTION:
        before = kept_since(rule, current_app.config["SETTINGS"].retention_days, utc_now(), chosen)
        while True:
            try:
                count = _take_out(rule, before)
            except (StorageAway, StorageDown):
                log.warning("retention.storage_away", table=rule.table)
                break
            gone[rule.table] += count
            if count < rule.batch:
                break
            if time.monotonic() > end:
                wake_again(app, RETENTION_JOB)
                return gone
    return gone


def _sentence(gone: Counter[str]) -> Sentence:
    found = [f"{table} {count}" for table, count in gone.most_common() if count]
    rows = N_("%(count)d baris", count=gone.total())
    return Lazy(lambda: f"{rows}: {', '.join(found)}") if found else rows


def _take_out(rule: RetentionRule, before: datetime) -> int:
    """One batch; how many rows went."""
    is_archived = rule.archived and current_app.config["SETTINGS"].keep_archives
    if not is_archived and rule.file_column is None:
        return unit_of_work(lambda session: delete_old_rows(session, rule, before=before))
    rows = read_old_rows(db.session(), rule, before=before)
    if rows is None:
        return 0
    kept = _archived(rule, rows) if is_archived else None
    for key in unit_of_work(lambda session: _delete(session, rule, rows, kept)):
        storage().delete(key)
    return len(rows.ids)


def _archived(rule: RetentionRule, rows: OldRows) -> StorageObject:
    content = gzip.compress("\n".join(rows.lines).encode() + b"\n", mtime=0)
    kept = keep(content, "application/gzip", f"{rule.table}-{rows.ids[0]}-{rows.ids[-1]}.jsonl.gz")
    log.info("retention.archived", table=rule.table, rows=len(rows.ids), size=kept.size)
    return kept


def _delete(session: Session, rule: RetentionRule, rows: OldRows, kept: StorageObject | None) -> list[str]:
    """Storage keys of the files that went with their rows."""
    files = list_files(session, rule, rows.ids)
    if kept is None:
        delete_rows(session, rule, rows.ids)
    else:
        delete_archived_rows(session, rule, rows, kept)
    return delete_unused_files(session, files)
