"""Releases with their checklists, backups and drills, for programs that watch."""

from sqlalchemy import ColumnElement, true

from app.api.resource import Resource, exact, one_of, same
from app.api.schemas import record_schema
from app.models.accounts.user import User
from app.models.releases.backup import Backup, BackupAlarm, RestoreDrill
from app.models.releases.readiness import ReleaseItem
from app.models.releases.release import Release


def _all(_user: User) -> ColumnElement[bool]:
    return true()


RELEASES = Resource(
    "releases",
    Release,
    record_schema(
        "Release",
        Release,
        (
            "id",
            "system",
            "version",
            "commit",
            "status",
            "percent",
            "risk",
            "notes",
            "reason",
            "live_at",
            "ended_at",
            "frozen_sha256",
            "created_at",
        ),
    ),
    _all,
    filters={"status": one_of(Release.status), "system": exact(Release.system), "version": exact(Release.version)},
)
ITEMS = Resource(
    "release_items",
    ReleaseItem,
    record_schema(
        "ReleaseItem",
        ReleaseItem,
        ("id", "release_id", "checklist", "label", "evidence", "status", "note", "done_at", "done_by_id", "created_at"),
    ),
    _all,
    filters={"release_id": same(ReleaseItem.release_id), "status": one_of(ReleaseItem.status)},
)
BACKUPS = Resource(
    "backups",
    Backup,
    record_schema(
        "Backup",
        Backup,
        (
            "id",
            "status",
            "name",
            "snapshot_at",
            "finished_at",
            "size",
            "sha256",
            "row_count",
            "file_count",
            "schema_head",
            "error",
            "created_at",
        ),
    ),
    _all,
    filters={"status": one_of(Backup.status)},
)
DRILLS = Resource(
    "restore_drills",
    RestoreDrill,
    record_schema(
        "RestoreDrill",
        RestoreDrill,
        (
            "id",
            "status",
            "backup_name",
            "started_at",
            "finished_at",
            "rto_seconds",
            "rpo_seconds",
            "table_count",
            "row_count",
            "file_count",
            "error",
            "created_at",
        ),
    ),
    _all,
    filters={"status": one_of(RestoreDrill.status)},
)
BACKUP_ALARMS = Resource(
    "backup_alarms",
    BackupAlarm,
    record_schema(
        "BackupAlarm",
        BackupAlarm,
        ("id", "fault", "detail", "status", "note", "resolved_by_id", "resolved_at", "created_at"),
    ),
    _all,
    filters={"status": one_of(BackupAlarm.status)},
)
