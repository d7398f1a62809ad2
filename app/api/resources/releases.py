"""Backups, drills and what is wrong with them, for programs that watch."""

from sqlalchemy import ColumnElement, true

from app.api.resource import Resource, one_of
from app.api.schemas import record_schema
from app.models.accounts.user import User
from app.models.releases.backup import Backup, BackupAlarm, RestoreDrill


def _all(_user: User) -> ColumnElement[bool]:
    return true()


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
