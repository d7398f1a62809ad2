"""Passkeys and their challenges."""
