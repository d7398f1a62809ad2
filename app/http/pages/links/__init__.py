"""Signed links that people get in messages, and the addresses that programs read without a login."""
