"""Statuspage.io."""
