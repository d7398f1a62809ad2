"""Letters that need a person, and how far the others came: the front door of the area."""

from workflows.outbox.messages import ChannelStopped
from workflows.outbox.resend import drop_delivery, mark_sent_by_hand, resend_delivery
from workflows.outbox.retry import retry_promise
from workflows.outbox.status import OUTSIDE_WINDOW, StatusNews, after_window_closed, note_status

VERBS = {"resend": resend_delivery, "sent_by_hand": mark_sent_by_hand, "drop": drop_delivery}
PROMISE_VERBS = {"retry": retry_promise}

__all__ = [
    "OUTSIDE_WINDOW",
    "PROMISE_VERBS",
    "VERBS",
    "ChannelStopped",
    "StatusNews",
    "after_window_closed",
    "drop_delivery",
    "mark_sent_by_hand",
    "note_status",
    "resend_delivery",
    "retry_promise",
]
