"""Backups: made in one snapshot, encrypted, read back, restored beside, compared, swapped."""

from app.releases.backup.archive import BadBackup
from app.releases.backup.make import make_backup
from app.releases.backup.places import BackupRefused, newest_name, open_place, own_identities, own_recipients
from app.releases.backup.restore import Restored, restore_beside, swap_in

__all__ = [
    "BackupRefused",
    "BadBackup",
    "Restored",
    "make_backup",
    "newest_name",
    "open_place",
    "own_identities",
    "own_recipients",
    "restore_beside",
    "swap_in",
]
