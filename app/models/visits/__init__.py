"""Visits, assignments, field work, ratings."""
