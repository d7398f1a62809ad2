"""Files without an owner, and sizes by day."""

from datetime import timedelta
from itertools import islice

import psutil
from flask import current_app

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.http.files.storage import storage
from app.jobs.care.timed import timed
from app.models.maintenance.care import CareTask
from workflows.maintenance import find_orphans, keep_sizes

AT_ONCE = 500


def sweep_orphans() -> None:
    """RQ job, nightly."""
    timed(CareTask.ORPHANS, _sweep)


def measure_sizes() -> None:
    """RQ job, nightly."""
    timed(CareTask.SIZES, _measure)


def _sweep() -> str:
    """Delete files that no row has referred to for the days of grace: uploads whose transaction was rolled back."""
    days = current_app.config["SETTINGS"].orphan_grace_days
    place, swept, seen = storage(), 0, 0
    found = iter(place.keys(before=utc_now() - timedelta(days=days)))
    while keys := list(islice(found, AT_ONCE)):
        seen += len(keys)
        for key in sorted(find_orphans(db.session(), keys)):
            place.delete(key)
            swept += 1
    return f"{swept} berkas dihapus dari {seen} yang berumur lebih dari {days} hari"


def _measure() -> str:
    folder = current_app.config["SETTINGS"].instance_dir
    used = psutil.disk_usage(str(folder)).used
    count = unit_of_work(lambda session: keep_sizes(session, disk_used=used, now=utc_now()))
    return f"{count} tabel diukur"
