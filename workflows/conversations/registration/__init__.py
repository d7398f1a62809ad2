"""Customers registered from a conversation."""
