"""Files without an owner, and sizes by day."""

from datetime import timedelta
from itertools import islice

import psutil
from flask import current_app

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.errors import DomainError
from app.core.i18n import N_, Sentence
from app.http.files.storage import storage
from app.jobs.upkeep.timed import timed
from app.models.maintenance.upkeep import UpkeepTask
from workflows.maintenance import find_orphans, store_sizes

AT_ONCE = 500
FEW, MOST_SHARE = 100, 0.1  # files without a row that are swept without a look at why


class TooManyOrphans(DomainError):
    """A database restored from an older backup beside newer files looks like this."""

    code = "too_many_orphans"

    def __init__(self, orphans: int, seen: int) -> None:
        super().__init__(
            N_(
                "%(count)d dari %(seen)d berkas tidak dikenal basis data; tidak ada yang dihapus",
                count=orphans,
                seen=seen,
            )
        )


def sweep_orphans() -> None:
    """RQ job, nightly."""
    timed(UpkeepTask.ORPHANS, _sweep)


def measure_sizes() -> None:
    """RQ job, nightly."""
    timed(UpkeepTask.SIZES, _measure)


def _sweep() -> Sentence:
    """Delete files that no row has referred to for the days of grace: uploads whose transaction was rolled back.

    When that is much of what there is, the database is an older one than the files, and nothing is deleted.
    """
    days = current_app.config["SETTINGS"].orphan_grace_days
    place, orphans, seen = storage(), list[str](), 0
    found = iter(place.keys(before=utc_now() - timedelta(days=days)))
    while keys := list(islice(found, AT_ONCE)):
        seen += len(keys)
        orphans += sorted(find_orphans(db.session(), keys))
    if len(orphans) > max(FEW, seen * MOST_SHARE):
        raise TooManyOrphans(len(orphans), seen)
    for key in orphans:
        place.delete(key)
    return N_(
        "%(count)d berkas dihapus dari %(seen)d yang berumur lebih dari %(days)d hari",
        count=len(orphans),
        seen=seen,
        days=days,
    )


def _measure() -> Sentence:
    folder = current_app.config["SETTINGS"].instance_dir
    used = psutil.disk_usage(str(folder)).used
    count = unit_of_work(lambda session: store_sizes(session, disk_used=used, now=utc_now()))
    return N_("%(count)d tabel diukur", count=count)
