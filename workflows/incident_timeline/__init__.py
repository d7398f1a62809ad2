"""Lines of an incident's timeline."""

from workflows.incident_timeline.list_entries import list_entries, list_versions, was_added_afterwards
from workflows.incident_timeline.write_entry import write_entry

__all__ = ["list_entries", "list_versions", "was_added_afterwards", "write_entry"]
