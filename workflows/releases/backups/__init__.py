"""Records of backups and drills: asked for, leased, finished; what is wrong with them."""

from workflows.releases.backups.alarms.clear_alarms import clear_alarms
from workflows.releases.backups.alarms.note_fault import note_fault
from workflows.releases.backups.alarms.resolve_alarm import resolve_alarm
from workflows.releases.backups.alarms.watch_backups import watch_backups
from workflows.releases.backups.ask_backup import ask_backup
from workflows.releases.backups.drills.ask_drill import ask_drill
from workflows.releases.backups.drills.fail_drill import fail_drill
from workflows.releases.backups.drills.lease_drill import lease_drill
from workflows.releases.backups.drills.pass_drill import pass_drill
from workflows.releases.backups.facts import BackupFacts, read_facts
from workflows.releases.backups.fail_backup import fail_backup
from workflows.releases.backups.finish_backup import finish_backup
from workflows.releases.backups.lease_backup import lease_backup
from workflows.releases.backups.list_stored import list_stored
from workflows.releases.backups.mark_removed import mark_removed
from workflows.releases.backups.note_progress import note_progress

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
    "list_stored",
    "mark_removed",
    "note_fault",
    "note_progress",
    "pass_drill",
    "read_facts",
    "resolve_alarm",
    "watch_backups",
]
