"""On call: whose turn it is, whom an incident calls, and what was."""

from workflows.on_call.call_level import call_level
from workflows.on_call.calling.answer_on_whatsapp import answer_on_whatsapp
from workflows.on_call.calling.choose_ways import choose_ways
from workflows.on_call.calling.confirm_test_call import confirm_test_call
from workflows.on_call.calling.list_last_tests import list_last_tests
from workflows.on_call.calling.list_ways import list_chosen_ways, list_ways
from workflows.on_call.calling.send_test_call import send_test_call
from workflows.on_call.contacts.read_card import Card, find_drawn_card, read_card
from workflows.on_call.contacts.remind_of_contacts import VERIFIED_FOR, remind_of_contacts
from workflows.on_call.contacts.store_card import store_card
from workflows.on_call.contacts.verify_contact import verify_contact
from workflows.on_call.escalating.acknowledge_call import NotCalled, acknowledge_call
from workflows.on_call.escalating.acknowledge_escalation import acknowledge_escalation
from workflows.on_call.escalating.end_escalation import end_escalation
from workflows.on_call.escalating.find_escalation import (
    find_and_lock_incident,
    find_escalation,
    list_called_people,
    policy_of,
)
from workflows.on_call.escalating.note_activity import note_activity
from workflows.on_call.escalating.note_refusal import note_refusal
from workflows.on_call.escalating.snooze_escalation import snooze_escalation
from workflows.on_call.escalating.start_escalation import start_escalation
from workflows.on_call.escalating.timers.extend_escalation import extend_escalation
from workflows.on_call.escalating.timers.find_next_timer import find_next_timer
from workflows.on_call.escalating.timers.sweep_escalations import sweep_escalations
from workflows.on_call.escalating.timers.tighten_escalation import tighten_escalation
from workflows.on_call.plan.change_people import change_people
from workflows.on_call.plan.cover_shift import cover_shift
from workflows.on_call.plan.find_people import find_people, find_person, list_people
from workflows.on_call.plan.list_gaps import list_gaps
from workflows.on_call.plan.list_planned_shifts import PlannedShift, list_planned_shifts
from workflows.on_call.plan.next_hand_over import next_hand_over
from workflows.on_call.plan.note_shifts import note_shifts
from workflows.on_call.plan.read_fairness import DutyShare, read_fairness
from workflows.on_call.plan.take_shift import take_shift
from workflows.on_call.swaps.accept_swap import accept_swap
from workflows.on_call.swaps.ask_swap import ask_swap
from workflows.on_call.swaps.decline_swap import decline_swap
from workflows.on_call.swaps.owned import is_on_call_within
from workflows.on_call.swaps.withdraw_swap import withdraw_swap
from workflows.on_call.who import (
    LEVELS,
    find_on_call,
    find_who_was,
    get_plan,
    list_absences,
    list_holidays,
    list_on_call,
    list_who_was,
    person_at,
)

SWAP_VERBS = {"accept": accept_swap, "decline": decline_swap, "withdraw": withdraw_swap}

__all__ = [
    "LEVELS",
    "SWAP_VERBS",
    "VERIFIED_FOR",
    "Card",
    "DutyShare",
    "NotCalled",
    "PlannedShift",
    "accept_swap",
    "acknowledge_call",
    "acknowledge_escalation",
    "answer_on_whatsapp",
    "ask_swap",
    "call_level",
    "change_people",
    "choose_ways",
    "confirm_test_call",
    "cover_shift",
    "decline_swap",
    "end_escalation",
    "extend_escalation",
    "find_and_lock_incident",
    "find_drawn_card",
    "find_escalation",
    "find_next_timer",
    "find_on_call",
    "find_people",
    "find_person",
    "find_who_was",
    "get_plan",
    "is_on_call_within",
    "list_absences",
    "list_called_people",
    "list_chosen_ways",
    "list_gaps",
    "list_holidays",
    "list_last_tests",
    "list_on_call",
    "list_people",
    "list_planned_shifts",
    "list_ways",
    "list_who_was",
    "next_hand_over",
    "note_activity",
    "note_refusal",
    "note_shifts",
    "person_at",
    "policy_of",
    "read_card",
    "read_fairness",
    "remind_of_contacts",
    "send_test_call",
    "snooze_escalation",
    "start_escalation",
    "store_card",
    "sweep_escalations",
    "take_shift",
    "tighten_escalation",
    "verify_contact",
    "withdraw_swap",
]
