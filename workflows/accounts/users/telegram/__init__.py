"""Linking a Telegram chat to an account."""
