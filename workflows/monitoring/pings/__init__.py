"""Pings of jobs elsewhere."""
