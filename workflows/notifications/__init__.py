"""What people are told inside Sigap and what they chose to be told."""

from workflows.notifications.choose_notifications import choose_notifications
from workflows.notifications.end_browser import end_browser
from workflows.notifications.list_duty_desk import list_duty_desk
from workflows.notifications.list_notifications import MOST_COUNTED, count_unread, find_beside, list_notifications
from workflows.notifications.list_push_subscriptions import list_push_subscriptions
from workflows.notifications.preferences import (
    CHOOSABLE,
    list_wanted_channels,
    list_who_wants,
    list_wishes,
    reaches_on_telegram,
)
from workflows.notifications.read_all_notifications import read_all_notifications
from workflows.notifications.read_notification import read_notification
from workflows.notifications.stop_mails import stop_mails
from workflows.notifications.subscribe_browser import subscribe_browser
from workflows.notifications.take_duty import take_duty
from workflows.notifications.unread_notification import unread_notification

__all__ = [
    "CHOOSABLE",
    "MOST_COUNTED",
    "choose_notifications",
    "count_unread",
    "end_browser",
    "find_beside",
    "list_duty_desk",
    "list_notifications",
    "list_push_subscriptions",
    "list_wanted_channels",
    "list_who_wants",
    "list_wishes",
    "reaches_on_telegram",
    "read_all_notifications",
    "read_notification",
    "stop_mails",
    "subscribe_browser",
    "take_duty",
    "unread_notification",
]
