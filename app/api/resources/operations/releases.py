"""Releases with their checklists, backups and drills, for programs that watch."""

from sqlalchemy import ColumnElement, true

from app.api.resource import Resource, exact, one_of, same
from app.api.schemas import record_schema
from app.models.accounts.user import User
from app.models.releases.backup import Backup, BackupAlarm, RestoreDrill
from app.models.releases.calendar import FreezeWindow
from app.models.releases.readiness import ReleaseItem, ReleaseValidation
from app.models.releases.release import Release
from app.models.releases.steering import ReleaseSystem, RolloutCommand, RolloutSample


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
            "reason_en",
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
SYSTEMS = Resource(
    "release_systems",
    ReleaseSystem,
    record_schema(
        "ReleaseSystem", ReleaseSystem, ("id", "name", "adapter", "sample", "least_seconds", "memory_mb", "created_at")
    ),
    _all,
    filters={"name": exact(ReleaseSystem.name)},
)
COMMANDS = Resource(
    "rollout_commands",
    RolloutCommand,
    record_schema(
        "RolloutCommand",
        RolloutCommand,
        (
            "id",
            "release_id",
            "verb",
            "percent",
            "reason",
            "asked_by_id",
            "status",
            "answer",
            "answered_at",
            "created_at",
        ),
    ),
    _all,
    filters={"release_id": same(RolloutCommand.release_id), "status": one_of(RolloutCommand.status)},
)
SAMPLES = Resource(
    "rollout_samples",
    RolloutSample,
    record_schema(
        "RolloutSample",
        RolloutSample,
        (
            "id",
            "release_id",
            "percent",
            "requests",
            "errors",
            "p95_ms",
            "old_requests",
            "old_errors",
            "old_p95_ms",
            "memory_mb",
            "decision",
            "reason",
            "reason_en",
            "created_at",
        ),
    ),
    _all,
    filters={"release_id": same(RolloutSample.release_id), "decision": exact(RolloutSample.decision)},
)
VALIDATIONS = Resource(
    "release_validations",
    ReleaseValidation,
    record_schema(
        "ReleaseValidation", ReleaseValidation, ("id", "release_id", "passed", "report", "checked_by_id", "created_at")
    ),
    _all,
    filters={"release_id": same(ReleaseValidation.release_id)},
)
FREEZES = Resource(
    "freeze_windows",
    FreezeWindow,
    record_schema("FreezeWindow", FreezeWindow, ("id", "name", "system", "starts_at", "ends_at", "created_at")),
    _all,
    filters={"system": exact(FreezeWindow.system)},
)
