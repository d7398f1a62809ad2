"""Announced maintenance."""
