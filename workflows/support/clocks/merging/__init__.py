"""Clocks of tickets that are merged, and parted again."""
