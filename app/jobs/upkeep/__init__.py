"""Sigap's own upkeep by the schedule, each run written down with its result and duration."""
