"""Requests to take over a shift, and their answers."""
