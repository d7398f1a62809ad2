"""On call: whose turn it is, whom an incident calls, and what was."""

from workflows.on_call.acknowledge import (
    NotCalled,
    acknowledge_call,
    acknowledge_escalation,
    extend_escalation,
    note_refusal,
    snooze_escalation,
)
from workflows.on_call.call_people import call_level
from workflows.on_call.escalate import (
    called_people,
    end_escalation,
    find_escalation,
    note_activity,
    policy_of,
    start_escalation,
    tighten_escalation,
)
from workflows.on_call.plan import change_people, cover_shift, find_people, send_test_call, take_shift, verify_contact
from workflows.on_call.sweep import note_shifts, sweep_escalations
from workflows.on_call.who import LEVELS, find_on_call, find_who_was, is_on_leave, list_gaps, load_plan, person_at

__all__ = [
    "LEVELS",
    "NotCalled",
    "acknowledge_call",
    "acknowledge_escalation",
    "call_level",
    "called_people",
    "change_people",
    "cover_shift",
    "end_escalation",
    "extend_escalation",
    "find_escalation",
    "find_on_call",
    "find_people",
    "find_who_was",
    "is_on_leave",
    "list_gaps",
    "load_plan",
    "note_activity",
    "note_refusal",
    "note_shifts",
    "person_at",
    "policy_of",
    "send_test_call",
    "snooze_escalation",
    "start_escalation",
    "sweep_escalations",
    "take_shift",
    "tighten_escalation",
    "verify_contact",
]
