"""Which function performs which step of SUPPORT_FLOW and RULE_FLOW."""

from workflows.support.answering.answer_and_wait import answer_and_wait
from workflows.support.answering.answer_in_public import answer_in_public
from workflows.support.answering.answer_ticket import answer_ticket
from workflows.support.answering.note_ticket import note_ticket
from workflows.support.assigning.assign_ticket import assign_ticket
from workflows.support.assigning.hand_over_ticket import hand_over_ticket
from workflows.support.assigning.take_over_ticket import take_over_ticket
from workflows.support.assigning.take_support_ticket import take_support_ticket
from workflows.support.ending.close_ticket import close_ticket
from workflows.support.ending.finish_support_ticket import finish_support_ticket
from workflows.support.ending.only_thanks import only_thanks
from workflows.support.ending.only_thanks_closed import only_thanks_closed
from workflows.support.ending.only_thanks_rejected import only_thanks_rejected
from workflows.support.ending.only_thanks_waiting import only_thanks_waiting
from workflows.support.ending.reject_support_ticket import reject_support_ticket
from workflows.support.ending.reopen_support_ticket import reopen_support_ticket
from workflows.support.ending.resume_ticket import resume_ticket
from workflows.support.ending.wait_for_customer import wait_for_customer
from workflows.support.fields.set_ticket_fields import set_ticket_fields
from workflows.support.macros.run_macro import run_macro
from workflows.support.mail.revive_address import revive_address
from workflows.support.merging.merge_tickets import merge_tickets
from workflows.support.merging.unmerge_ticket import unmerge_ticket
from workflows.support.rules.activate_rule import activate_rule
from workflows.support.rules.move_rule_down import move_rule_down
from workflows.support.rules.move_rule_up import move_rule_up
from workflows.support.rules.stop_rule import stop_rule
from workflows.support.scheduling.cancel_scheduled import cancel_scheduled
from workflows.support.scheduling.schedule_answer import schedule_answer
from workflows.support.splitting.split_ticket import split_ticket
from workflows.support.together.follow_ticket import follow_ticket
from workflows.support.together.link_ticket import link_ticket
from workflows.support.together.log_ticket_time import log_ticket_time
from workflows.support.together.set_ticket_language import set_ticket_language
from workflows.support.together.set_ticket_site import set_ticket_site
from workflows.support.together.set_ticket_team import set_ticket_team
from workflows.support.together.unfollow_ticket import unfollow_ticket
from workflows.support.triage.classify_ticket import classify_ticket
from workflows.support.triage.override_ticket_priority import override_ticket_priority
from workflows.support.triage.put_aside_ticket import put_aside_ticket
from workflows.support.triage.settle_rating import settle_rating
from workflows.support.triage.tag_ticket import tag_ticket
from workflows.support.triage.wake_ticket import wake_ticket

VERBS = {
    "take": take_support_ticket,
    "answer": answer_ticket,
    "answer_and_wait": answer_and_wait,
    "answer_public": answer_in_public,
    "note": note_ticket,
    "finish": finish_support_ticket,
    "assign": assign_ticket,
    "hand_over": hand_over_ticket,
    "take_over": take_over_ticket,
    "wait": wait_for_customer,
    "resume": resume_ticket,
    "only_thanks": only_thanks,
    "only_thanks_closed": only_thanks_closed,
    "only_thanks_rejected": only_thanks_rejected,
    "only_thanks_waiting": only_thanks_waiting,
    "classify": classify_ticket,
    "override_priority": override_ticket_priority,
    "tag": tag_ticket,
    "put_aside": put_aside_ticket,
    "settle_rating": settle_rating,
    "wake": wake_ticket,
    "merge": merge_tickets,
    "unmerge": unmerge_ticket,
    "reject": reject_support_ticket,
    "close": close_ticket,
    "reopen": reopen_support_ticket,
    "set_fields": set_ticket_fields,
    "set_language": set_ticket_language,
    "set_site": set_ticket_site,
    "revive_address": revive_address,
    "set_team": set_ticket_team,
    "follow": follow_ticket,
    "unfollow": unfollow_ticket,
    "link": link_ticket,
    "log_time": log_ticket_time,
    "split": split_ticket,
    "run_macro": run_macro,
    "schedule_answer": schedule_answer,
    "cancel_scheduled": cancel_scheduled,
}

RULE_VERBS = {
    "activate": activate_rule,
    "stop": stop_rule,
    "move_up": move_rule_up,
    "move_down": move_rule_down,
}
