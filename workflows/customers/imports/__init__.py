"""Customers imported from a file."""
