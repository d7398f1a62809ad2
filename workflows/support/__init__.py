"""The support desk: every request has an owner, a clock, and an end that the customer confirms."""

from workflows.support.answering.answer_ticket import answer_and_wait, answer_ticket, find_newer
from workflows.support.answering.keep_draft import keep_draft, read_drafts
from workflows.support.answering.note_ticket import note_ticket
from workflows.support.assigning.assign_fairly import assign_waiting
from workflows.support.assigning.assign_ticket import assign_ticket, hand_over_ticket, list_possible_assignees
from workflows.support.assigning.take_support_ticket import take_over_ticket, take_support_ticket
from workflows.support.clocks import desk_calendar, recompute_calendars, sweep_clocks
from workflows.support.customer.hear_customer import hear_customer
from workflows.support.customer.rate_ticket import find_open_survey, rate_ticket
from workflows.support.customer.ticket_links import ensure_ticket_link, open_ticket_link, shown_to_customer
from workflows.support.customer.whatsapp_tickets import go_on_with_ticket, open_ticket_of_contact
from workflows.support.ending.close_ticket import close_ticket, close_unconfirmed, confirm_ticket
from workflows.support.ending.finish_support_ticket import finish_support_ticket
from workflows.support.ending.reject_support_ticket import reject_support_ticket
from workflows.support.ending.reopen_support_ticket import (
    dispute_ticket,
    only_thanks,
    only_thanks_waiting,
    reopen_support_ticket,
)
from workflows.support.ending.wait_for_customer import resume_ticket, wait_for_customer
from workflows.support.mail.receive_mail import ReceivedMail, hold_unreadable, receive_mail
from workflows.support.merging.merge_tickets import find_root, list_tree, merge_tickets, unmerge_ticket
from workflows.support.open_support_ticket import Requester, find_ticket_of_feedback, open_support_ticket
from workflows.support.promises.save_calendar import count_open_clocks, save_calendar, save_day
from workflows.support.promises.save_plan import Target, save_plan, try_plan
from workflows.support.read_conversation import read_conversation
from workflows.support.triage.classify_ticket import classify_ticket, override_ticket_priority, tag_ticket
from workflows.support.triage.put_aside_ticket import put_aside_ticket, wake_due_tickets, wake_ticket

VERBS = {
    "take": take_support_ticket,
    "answer": answer_ticket,
    "answer_and_wait": answer_and_wait,
    "note": note_ticket,
    "finish": finish_support_ticket,
    "assign": assign_ticket,
    "hand_over": hand_over_ticket,
    "take_over": take_over_ticket,
    "wait": wait_for_customer,
    "resume": resume_ticket,
    "only_thanks": only_thanks,
    "only_thanks_waiting": only_thanks_waiting,
    "classify": classify_ticket,
    "override_priority": override_ticket_priority,
    "tag": tag_ticket,
    "put_aside": put_aside_ticket,
    "wake": wake_ticket,
    "merge": merge_tickets,
    "unmerge": unmerge_ticket,
    "reject": reject_support_ticket,
    "close": close_ticket,
    "reopen": reopen_support_ticket,
}

__all__ = [
    "VERBS",
    "ReceivedMail",
    "Requester",
    "Target",
    "answer_and_wait",
    "answer_ticket",
    "assign_ticket",
    "assign_waiting",
    "classify_ticket",
    "close_ticket",
    "close_unconfirmed",
    "confirm_ticket",
    "count_open_clocks",
    "desk_calendar",
    "dispute_ticket",
    "ensure_ticket_link",
    "find_newer",
    "find_open_survey",
    "find_root",
    "find_ticket_of_feedback",
    "finish_support_ticket",
    "go_on_with_ticket",
    "hand_over_ticket",
    "hear_customer",
    "hold_unreadable",
    "keep_draft",
    "list_possible_assignees",
    "list_tree",
    "merge_tickets",
    "note_ticket",
    "only_thanks",
    "only_thanks_waiting",
    "open_support_ticket",
    "open_ticket_link",
    "open_ticket_of_contact",
    "override_ticket_priority",
    "put_aside_ticket",
    "rate_ticket",
    "read_conversation",
    "read_drafts",
    "receive_mail",
    "recompute_calendars",
    "reject_support_ticket",
    "reopen_support_ticket",
    "resume_ticket",
    "save_calendar",
    "save_day",
    "save_plan",
    "shown_to_customer",
    "sweep_clocks",
    "tag_ticket",
    "take_over_ticket",
    "take_support_ticket",
    "try_plan",
    "unmerge_ticket",
    "wait_for_customer",
    "wake_due_tickets",
    "wake_ticket",
]
