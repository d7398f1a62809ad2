"""Outbox, inbox, conversations, notifications, webhooks."""
