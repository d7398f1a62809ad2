"""What people are told inside Sigap and what they chose to be told."""

from workflows.notifications.choose_notifications import choose_notifications, stop_mails
from workflows.notifications.list_notifications import MOST_COUNTED, count_unread, find_beside, list_notifications
from workflows.notifications.preferences import CHOOSABLE, list_wishes, reaches_on_telegram, wanted_channels
from workflows.notifications.push_subscriptions import end_browser, list_push_subscriptions, subscribe_browser
from workflows.notifications.read_notification import read_all_notifications, read_notification, unread_notification

__all__ = [
    "CHOOSABLE",
    "MOST_COUNTED",
    "choose_notifications",
    "count_unread",
    "end_browser",
    "find_beside",
    "list_notifications",
    "list_push_subscriptions",
    "list_wishes",
    "reaches_on_telegram",
    "read_all_notifications",
    "read_notification",
    "stop_mails",
    "subscribe_browser",
    "unread_notification",
    "wanted_channels",
]
