"""Checks: made, changed, paused, claimed."""
