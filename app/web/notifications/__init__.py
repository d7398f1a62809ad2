"""Notifications: their number, their list, and what people choose to be told."""

from app.web.notifications import pages, preferences, push_subscriptions, unsubscribe
from app.web.notifications.blueprint import blueprint

__all__ = ["blueprint", "pages", "preferences", "push_subscriptions", "unsubscribe"]
