"""Messages that need a person, and how far the others came."""

from workflows.outbox.account.find_restriction import find_restriction
from workflows.outbox.account.note_account_restricted import note_account_restricted
from workflows.outbox.account.note_account_works import note_account_works
from workflows.outbox.delivery_status import after_window_closed, is_sealed
from workflows.outbox.drop_delivery import drop_delivery
from workflows.outbox.events import AccountNews, AccountRestricted, ChannelStopped, DecisionMade, TemplateStopped
from workflows.outbox.follow_address import follow_address
from workflows.outbox.has_template import has_template
from workflows.outbox.mark_sent_by_hand import mark_sent_by_hand
from workflows.outbox.note_status import CODE_WAITS, OUTSIDE_WINDOW, StatusNews, note_status
from workflows.outbox.note_template_status import TEMPLATE_STOPPED, note_template_status
from workflows.outbox.release_codes import release_codes
from workflows.outbox.resend_delivery import resend_delivery
from workflows.outbox.retry_event import retry_event
from workflows.outbox.withdraw_buttons import messages_that_asked, withdraw_buttons

VERBS = {"resend": resend_delivery, "sent_by_hand": mark_sent_by_hand, "drop": drop_delivery}
OUTBOX_EVENT_VERBS = {"retry": retry_event}

__all__ = [
    "CODE_WAITS",
    "OUTBOX_EVENT_VERBS",
    "OUTSIDE_WINDOW",
    "TEMPLATE_STOPPED",
    "VERBS",
    "AccountNews",
    "AccountRestricted",
    "ChannelStopped",
    "DecisionMade",
    "StatusNews",
    "TemplateStopped",
    "after_window_closed",
    "drop_delivery",
    "find_restriction",
    "follow_address",
    "has_template",
    "is_sealed",
    "mark_sent_by_hand",
    "messages_that_asked",
    "note_account_restricted",
    "note_account_works",
    "note_status",
    "note_template_status",
    "release_codes",
    "resend_delivery",
    "retry_event",
    "withdraw_buttons",
]
