"""What people are told inside the house and what they chose to be told: the front door of the area."""

from workflows.notices.browsers import end_browser, list_push_subscriptions, subscribe_browser
from workflows.notices.choose import choose_notifications, stop_mails
from workflows.notices.mark import read_all_notifications, read_notification, unread_notification
from workflows.notices.reading import MOST_COUNTED, count_unread, find_beside, list_notifications
from workflows.notices.wishes import CHOOSABLE, list_wishes, wanted_channels

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
    "read_all_notifications",
    "read_notification",
    "stop_mails",
    "subscribe_browser",
    "unread_notification",
    "wanted_channels",
]
