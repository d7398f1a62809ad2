"""Searches, and the list of what they did not find."""
