"""Rows that are past their retention: counted, archived, deleted."""

from workflows.retention.delete_archived_rows import delete_archived_rows
from workflows.retention.delete_old_rows import delete_old_rows
from workflows.retention.delete_rows import delete_rows
from workflows.retention.delete_unused_files import delete_unused_files, list_files
from workflows.retention.read_old_rows import OldRows, count_old_rows, list_archives, read_old_rows

__all__ = [
    "OldRows",
    "count_old_rows",
    "delete_archived_rows",
    "delete_old_rows",
    "delete_rows",
    "delete_unused_files",
    "list_archives",
    "list_files",
    "read_old_rows",
]
