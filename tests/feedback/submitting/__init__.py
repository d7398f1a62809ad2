"""Sending feedback."""
