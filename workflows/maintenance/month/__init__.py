"""The report of a month."""
