"""Passwords: checked, changed, forgotten, reset."""
