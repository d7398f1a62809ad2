"""Releases with their checklists, backups and drills, for programs that watch."""

from app.api.plain_resource import plain_resource
from app.models.releases.backup import Backup, BackupAlarm, RestoreDrill
from app.models.releases.calendar import FreezeWindow
from app.models.releases.readiness import ReleaseItem, ReleaseValidation
from app.models.releases.release import Release
from app.models.releases.steering import ReleaseSystem, RolloutCommand, RolloutSample

RELEASES = plain_resource(
    "releases",
    "Release",
    Release,
    "id system version commit status percent risk notes reason reason_en live_at ended_at frozen_sha256 created_at",
    by=("status", "system", "version"),
)
ITEMS = plain_resource(
    "release_items",
    "ReleaseItem",
    ReleaseItem,
    "id release_id checklist label evidence status note done_at done_by_id created_at",
    by=("release_id", "status"),
)
BACKUPS = plain_resource(
    "backups",
    "Backup",
    Backup,
    "id status name snapshot_at finished_at size sha256 row_count file_count schema_head error created_at",
    by=("status",),
)
DRILLS = plain_resource(
    "restore_drills",
    "RestoreDrill",
    RestoreDrill,
    "id status backup_name started_at finished_at rto_seconds rpo_seconds table_count row_count file_count "
    "error created_at",
    by=("status",),
)
BACKUP_ALARMS = plain_resource(
    "backup_alarms",
    "BackupAlarm",
    BackupAlarm,
    "id fault detail status note resolved_by_id resolved_at created_at",
    by=("status",),
)
SYSTEMS = plain_resource(
    "release_systems",
    "ReleaseSystem",
    ReleaseSystem,
    "id name adapter sample least_seconds memory_mb created_at",
    by=("name",),
)
COMMANDS = plain_resource(
    "rollout_commands",
    "RolloutCommand",
    RolloutCommand,
    "id release_id verb percent reason asked_by_id status answer answer_en answered_at created_at",
    by=("release_id", "status"),
)
SAMPLES = plain_resource(
    "rollout_samples",
    "RolloutSample",
    RolloutSample,
    "id release_id percent requests errors p95_ms old_requests old_errors old_p95_ms memory_mb decision reason "
    "reason_en created_at",
    by=("release_id", "decision"),
)
VALIDATIONS = plain_resource(
    "release_validations",
    "ReleaseValidation",
    ReleaseValidation,
    "id release_id passed report checked_by_id created_at",
    by=("release_id",),
)
FREEZES = plain_resource(
    "freeze_windows",
    "FreezeWindow",
    FreezeWindow,
    "id name system starts_at ends_at created_at",
    by=("system",),
)
