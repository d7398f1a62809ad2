"""Attacks without an account and with forged data."""
