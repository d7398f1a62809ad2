"""Screens of settings, access and the audit log."""
