"""Payments that contradict our records, for CS to review."""
