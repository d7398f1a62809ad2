"""Records of backups and drills: asked for, leased, finished; what is wrong with them."""

from workflows.releases.backups.alarms import clear_alarms, note_fault, resolve_alarm, watch_backups
from workflows.releases.backups.drills import ask_drill, fail_drill, lease_drill, pass_drill
from workflows.releases.backups.facts import BackupFacts, read_facts
from workflows.releases.backups.records import (
    ask_backup,
    fail_backup,
    finish_backup,
    lease_backup,
    list_kept,
    mark_removed,
    note_progress,
)

VERBS = {"resolve": resolve_alarm}

__all__ = [
    "VERBS",
    "BackupFacts",
    "ask_backup",
    "ask_drill",
    "clear_alarms",
    "fail_backup",
    "fail_drill",
    "finish_backup",
    "lease_backup",
    "lease_drill",
    "list_kept",
    "mark_removed",
    "note_fault",
    "note_progress",
    "pass_drill",
    "read_facts",
    "resolve_alarm",
    "watch_backups",
]
