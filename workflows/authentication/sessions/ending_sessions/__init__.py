"""Logging out, and ending every other way into an account."""
