"""Registering a visit by message."""
