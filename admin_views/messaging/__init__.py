"""Screens of conversations, the outbox and the inbox."""
