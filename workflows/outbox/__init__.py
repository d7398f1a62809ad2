"""Letters that need a person: the front door of the area."""

from workflows.outbox.resend import drop_delivery, mark_sent_by_hand, resend_delivery

VERBS = {"resend": resend_delivery, "sent_by_hand": mark_sent_by_hand, "drop": drop_delivery}

__all__ = ["VERBS", "drop_delivery", "mark_sent_by_hand", "resend_delivery"]
