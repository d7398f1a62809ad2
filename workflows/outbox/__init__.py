"""Letters that need a person, and how far the others came: the front door of the area."""

from workflows.outbox.delivery_status import OUTSIDE_WINDOW, StatusNews, after_window_closed, note_status
from workflows.outbox.events import ChannelStopped
from workflows.outbox.resend_delivery import drop_delivery, mark_sent_by_hand, resend_delivery
from workflows.outbox.retry_event import retry_event

VERBS = {"resend": resend_delivery, "sent_by_hand": mark_sent_by_hand, "drop": drop_delivery}
OUTBOX_EVENT_VERBS = {"retry": retry_event}

__all__ = [
    "OUTBOX_EVENT_VERBS",
    "OUTSIDE_WINDOW",
    "VERBS",
    "ChannelStopped",
    "StatusNews",
    "after_window_closed",
    "drop_delivery",
    "mark_sent_by_hand",
    "note_status",
    "resend_delivery",
    "retry_event",
]
