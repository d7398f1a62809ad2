"""Midtrans Snap and Core API."""
