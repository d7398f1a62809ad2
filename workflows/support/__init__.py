"""Support tickets: what the technical team is asked to look after."""

from workflows.support.finish_support_ticket import finish_support_ticket
from workflows.support.open_support_ticket import find_ticket_of_feedback, open_support_ticket
from workflows.support.reject_support_ticket import reject_support_ticket
from workflows.support.reopen_support_ticket import reopen_support_ticket
from workflows.support.take_support_ticket import take_support_ticket

VERBS = {
    "take": take_support_ticket,
    "finish": finish_support_ticket,
    "reject": reject_support_ticket,
    "reopen": reopen_support_ticket,
}

__all__ = [
    "VERBS",
    "find_ticket_of_feedback",
    "finish_support_ticket",
    "open_support_ticket",
    "reject_support_ticket",
    "reopen_support_ticket",
    "take_support_ticket",
]
