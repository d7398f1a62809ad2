"""Incidents: declared by people and alarms, worked on, told to customers, learned from."""

from workflows.incident_timeline import list_entries, list_versions, was_added_afterwards, write_entry
from workflows.incidents.alarms.attach_alarm import attach_alarm
from workflows.incidents.alarms.note_end_of_alarm import note_end_of_alarm
from workflows.incidents.announcing.fill_template import fill_template, list_templates, require_known_marks
from workflows.incidents.calling.call_last_level import call_last_level
from workflows.incidents.calling.extend_incident import extend_incident
from workflows.incidents.calling.snooze_incident import snooze_incident
from workflows.incidents.correct_update import correct_update
from workflows.incidents.declare_incident import declare_incident
from workflows.incidents.declare_incident_of_ticket import declare_incident_of_ticket
from workflows.incidents.facts.echo_incident import count_echoes, echo_incident, find_public_incident
from workflows.incidents.facts.give_notice import give_notice
from workflows.incidents.facts.mark_personal_data import mark_personal_data
from workflows.incidents.facts.remind_of_notices import remind_of_notices
from workflows.incidents.facts.set_cause import set_cause
from workflows.incidents.facts.set_impact import set_impact
from workflows.incidents.facts.set_severity import set_severity
from workflows.incidents.handling.acknowledge_incident import acknowledge_incident
from workflows.incidents.handling.end_quiet_incidents import end_quiet_incidents
from workflows.incidents.handling.identify_incident import identify_incident
from workflows.incidents.handling.investigate_incident import investigate_incident
from workflows.incidents.handling.note_incident import note_incident
from workflows.incidents.handling.remind_of_updates import remind_of_updates
from workflows.incidents.handling.reopen_incident import reopen_incident
from workflows.incidents.handling.resolve_incident import resolve_incident
from workflows.incidents.handling.watch_incident import watch_incident
from workflows.incidents.learning.add_action_item import add_action_item
from workflows.incidents.learning.draft_post_mortem import draft_post_mortem
from workflows.incidents.learning.finish_action_item import finish_action_item
from workflows.incidents.learning.give_action_item import give_action_item
from workflows.incidents.learning.post_mortem_due import post_mortem_due
from workflows.incidents.learning.publish_post_mortem import publish_post_mortem
from workflows.incidents.learning.read_post_mortem_draft import read_post_mortem_draft
from workflows.incidents.learning.remind_of_action_items import remind_of_action_items
from workflows.incidents.learning.remind_of_post_mortems import remind_of_post_mortems
from workflows.incidents.learning.reopen_action_item import reopen_action_item
from workflows.incidents.learning.write_post_mortem import write_post_mortem
from workflows.incidents.link_reports import link_reports
from workflows.incidents.list_causes import list_causes
from workflows.incidents.people.command_incident import command_incident
from workflows.incidents.people.communicate_incident import communicate_incident
from workflows.incidents.people.scribe_incident import scribe_incident
from workflows.incidents.publish_update import publish_update
from workflows.incidents.read_incident_measures import IncidentMeasures, read_incident_measures

TICKET_VERBS = {"to_incident": declare_incident_of_ticket}
VERBS = {
    "acknowledge": acknowledge_incident,
    "investigate": investigate_incident,
    "identify": identify_incident,
    "watch": watch_incident,
    "resolve": resolve_incident,
    "reopen": reopen_incident,
    "command": command_incident,
    "communicate": communicate_incident,
    "scribe": scribe_incident,
    "extend": extend_incident,
    "snooze": snooze_incident,
    "call_last_level": call_last_level,
    "note": note_incident,
    "publish": publish_update,
    "correct": correct_update,
    "set_severity": set_severity,
    "set_impact": set_impact,
    "set_cause": set_cause,
    "mark_personal_data": mark_personal_data,
    "give_notice": give_notice,
    "link": link_reports,
    "write_post_mortem": write_post_mortem,
    "publish_post_mortem": publish_post_mortem,
    "add_item": add_action_item,
    "give_item": give_action_item,
    "reopen_item": reopen_action_item,
}

__all__ = [
    "TICKET_VERBS",
    "VERBS",
    "IncidentMeasures",
    "acknowledge_incident",
    "add_action_item",
    "attach_alarm",
    "call_last_level",
    "correct_update",
    "count_echoes",
    "declare_incident",
    "declare_incident_of_ticket",
    "draft_post_mortem",
    "echo_incident",
    "end_quiet_incidents",
    "extend_incident",
    "fill_template",
    "find_public_incident",
    "finish_action_item",
    "give_action_item",
    "give_notice",
    "identify_incident",
    "investigate_incident",
    "link_reports",
    "list_causes",
    "list_entries",
    "list_templates",
    "list_versions",
    "mark_personal_data",
    "note_end_of_alarm",
    "note_incident",
    "post_mortem_due",
    "publish_post_mortem",
    "publish_update",
    "read_incident_measures",
    "read_post_mortem_draft",
    "remind_of_action_items",
    "remind_of_notices",
    "remind_of_post_mortems",
    "remind_of_updates",
    "reopen_action_item",
    "reopen_incident",
    "require_known_marks",
    "resolve_incident",
    "set_cause",
    "set_impact",
    "set_severity",
    "snooze_incident",
    "was_added_afterwards",
    "watch_incident",
    "write_entry",
    "write_post_mortem",
]
