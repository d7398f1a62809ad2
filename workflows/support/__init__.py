"""The support desk: every request has an owner, a clock, and an end that the customer confirms."""

from workflows.support.answering.answer_and_wait import answer_and_wait
from workflows.support.answering.answer_ticket import answer_ticket
from workflows.support.answering.find_newer import find_newer
from workflows.support.answering.note_ticket import note_ticket
from workflows.support.assigning.assign_ticket import assign_ticket
from workflows.support.assigning.assign_waiting import assign_waiting
from workflows.support.assigning.list_possible_assignees import list_possible_assignees
from workflows.support.assigning.take_support_ticket import take_support_ticket
from workflows.support.clocks import (
    count_in_zone,
    get_desk_calendar,
    get_standard_calendar,
    recompute_calendars,
    sweep_clocks,
    working_time_of,
)
from workflows.support.customer.ask_address import ask_address
from workflows.support.customer.confirm_address import confirm_address
from workflows.support.customer.ensure_ticket_link import ensure_ticket_link
from workflows.support.customer.find_shown_ticket import find_shown_ticket
from workflows.support.customer.go_on_with_ticket import go_on_with_ticket
from workflows.support.customer.open_ticket_link import open_ticket_link
from workflows.support.customer.open_ticket_of_contact import open_ticket_of_contact
from workflows.support.customer.rate_ticket import find_open_survey, rate_ticket
from workflows.support.customer.receive_customer_message import receive_customer_message
from workflows.support.customer.remind_surveys import remind_surveys
from workflows.support.customer.replace_ticket_link import replace_ticket_link
from workflows.support.ending.close_ticket import close_ticket
from workflows.support.ending.close_unconfirmed import close_unconfirmed
from workflows.support.ending.confirm_ticket import confirm_ticket
from workflows.support.ending.dispute_ticket import dispute_ticket
from workflows.support.ending.finish_support_ticket import finish_support_ticket
from workflows.support.ending.only_thanks import only_thanks
from workflows.support.ending.only_thanks_closed import only_thanks_closed
from workflows.support.ending.only_thanks_rejected import only_thanks_rejected
from workflows.support.ending.reject_support_ticket import reject_support_ticket
from workflows.support.ending.reopen_support_ticket import reopen_support_ticket
from workflows.support.fields.list_fields import list_fields
from workflows.support.fields.read_fields import field_key, read_fields
from workflows.support.fields.save_field import save_field
from workflows.support.macros.list_canned import PLACES, list_canned
from workflows.support.macros.preview_macro import list_macros, preview_macro
from workflows.support.macros.run_macro import run_macro
from workflows.support.macros.save_macro import save_macro
from workflows.support.mail.begin_folder import begin_folder
from workflows.support.mail.dead_addresses import is_dead
from workflows.support.mail.hold_unreadable import hold_unreadable
from workflows.support.mail.list_mailboxes import list_mailboxes
from workflows.support.mail.note_bounce import MailFailure
from workflows.support.mail.note_polled import note_polled
from workflows.support.mail.note_read import note_read
from workflows.support.mail.receive_mail import ReceivedMail, receive_mail
from workflows.support.mail.save_mailbox import save_mailbox
from workflows.support.mail.thread_outgoing import thread_outgoing
from workflows.support.measures import By, Measured, Scope, read_breakdowns, read_days, read_measures
from workflows.support.measures.confirm_recipient import confirm_recipient
from workflows.support.measures.list_recipients import list_recipients
from workflows.support.measures.read_wallboard import read_wallboard
from workflows.support.measures.renew_wallboard_link import find_wallboard_link, renew_wallboard_link
from workflows.support.measures.save_recipient import save_recipient
from workflows.support.measures.stop_recipient import stop_recipient
from workflows.support.measures.store_month import has_month, store_month
from workflows.support.merging.find_root import find_root, list_merged, list_tree
from workflows.support.merging.merge_tickets import merge_tickets
from workflows.support.merging.unmerge_ticket import unmerge_ticket
from workflows.support.open_support_ticket import Requester, find_ticket_of_feedback, open_support_ticket
from workflows.support.printing.list_prints import list_prints, list_unprinted
from workflows.support.printing.order_print import order_print
from workflows.support.printing.read_printed import read_printed
from workflows.support.printing.store_print import store_print
from workflows.support.promises.accept_days import accept_days
from workflows.support.promises.count_open_clocks import count_open_clocks
from workflows.support.promises.preview_plan import preview_plan
from workflows.support.promises.propose_days import list_proposed_years, propose_days
from workflows.support.promises.read_sla import ServiceLevels, read_sla
from workflows.support.promises.save_calendar import save_calendar
from workflows.support.promises.save_day import save_day
from workflows.support.promises.save_plan import Target, save_plan
from workflows.support.promises.save_priorities import save_priorities
from workflows.support.promises.store_sla_file import store_sla_file
from workflows.support.read_conversation import read_conversation
from workflows.support.rules.activate_rule import activate_rule
from workflows.support.rules.move_rule_down import move_rule_down
from workflows.support.rules.move_rule_up import move_rule_up
from workflows.support.rules.preview_rule import preview_rule
from workflows.support.rules.save_rule import save_rule
from workflows.support.rules.stop_rule import stop_rule
from workflows.support.scheduling.cancel_scheduled import cancel_scheduled
from workflows.support.scheduling.schedule_answer import schedule_answer
from workflows.support.scheduling.send_scheduled import send_scheduled
from workflows.support.splitting.split_ticket import split_ticket
from workflows.support.states.save_state_name import save_state_name
from workflows.support.together.follow_ticket import follow_ticket
from workflows.support.together.followers import list_followers
from workflows.support.together.link_ticket import link_ticket
from workflows.support.together.linked_records import list_links_of, list_tickets_about
from workflows.support.together.list_teams import list_teams
from workflows.support.together.log_ticket_time import log_ticket_time
from workflows.support.together.save_team import save_team
from workflows.support.together.set_ticket_site import list_sites_of
from workflows.support.together.set_ticket_team import set_ticket_team
from workflows.support.together.unfollow_ticket import unfollow_ticket
from workflows.support.triage.classify_ticket import classify_ticket
from workflows.support.triage.escalate_forgotten import escalate_forgotten
from workflows.support.triage.list_alike_tickets import list_alike_tickets
from workflows.support.triage.override_ticket_priority import override_ticket_priority
from workflows.support.triage.put_aside_ticket import put_aside_ticket
from workflows.support.triage.settle_rating import settle_rating
from workflows.support.triage.tag_ticket import tag_ticket
from workflows.support.triage.wake_due_tickets import wake_due_tickets
from workflows.support.verbs import RULE_VERBS, VERBS

__all__ = [
    "PLACES",
    "RULE_VERBS",
    "VERBS",
    "By",
    "MailFailure",
    "Measured",
    "ReceivedMail",
    "Requester",
    "Scope",
    "ServiceLevels",
    "Target",
    "accept_days",
    "activate_rule",
    "answer_and_wait",
    "answer_ticket",
    "ask_address",
    "assign_ticket",
    "assign_waiting",
    "begin_folder",
    "cancel_scheduled",
    "classify_ticket",
    "close_ticket",
    "close_unconfirmed",
    "confirm_address",
    "confirm_recipient",
    "confirm_ticket",
    "count_in_zone",
    "count_open_clocks",
    "dispute_ticket",
    "ensure_ticket_link",
    "escalate_forgotten",
    "field_key",
    "find_newer",
    "find_open_survey",
    "find_root",
    "find_shown_ticket",
    "find_ticket_of_feedback",
    "find_wallboard_link",
    "finish_support_ticket",
    "follow_ticket",
    "get_desk_calendar",
    "get_standard_calendar",
    "go_on_with_ticket",
    "has_month",
    "hold_unreadable",
    "is_dead",
    "link_ticket",
    "list_alike_tickets",
    "list_canned",
    "list_fields",
    "list_followers",
    "list_links_of",
    "list_macros",
    "list_mailboxes",
    "list_merged",
    "list_possible_assignees",
    "list_prints",
    "list_proposed_years",
    "list_recipients",
    "list_sites_of",
    "list_teams",
    "list_tickets_about",
    "list_tree",
    "list_unprinted",
    "log_ticket_time",
    "merge_tickets",
    "move_rule_down",
    "move_rule_up",
    "note_polled",
    "note_read",
    "note_ticket",
    "only_thanks",
    "only_thanks_closed",
    "only_thanks_rejected",
    "open_support_ticket",
    "open_ticket_link",
    "open_ticket_of_contact",
    "order_print",
    "override_ticket_priority",
    "preview_macro",
    "preview_plan",
    "preview_rule",
    "propose_days",
    "put_aside_ticket",
    "rate_ticket",
    "read_breakdowns",
    "read_conversation",
    "read_days",
    "read_fields",
    "read_measures",
    "read_printed",
    "read_sla",
    "read_wallboard",
    "receive_customer_message",
    "receive_mail",
    "recompute_calendars",
    "reject_support_ticket",
    "remind_surveys",
    "renew_wallboard_link",
    "reopen_support_ticket",
    "replace_ticket_link",
    "run_macro",
    "save_calendar",
    "save_day",
    "save_field",
    "save_macro",
    "save_mailbox",
    "save_plan",
    "save_priorities",
    "save_recipient",
    "save_rule",
    "save_state_name",
    "save_team",
    "schedule_answer",
    "send_scheduled",
    "set_ticket_team",
    "settle_rating",
    "split_ticket",
    "stop_recipient",
    "stop_rule",
    "store_month",
    "store_print",
    "store_sla_file",
    "sweep_clocks",
    "tag_ticket",
    "take_support_ticket",
    "thread_outgoing",
    "unfollow_ticket",
    "unmerge_ticket",
    "wake_due_tickets",
    "working_time_of",
]
