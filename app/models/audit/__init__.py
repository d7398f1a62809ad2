"""The audit log and how it is written."""
