"""Incidents: declared by people and alarms, worked on, told to customers, learned from."""

from workflows.incident_timeline import list_entries, was_added_afterwards, write_entry
from workflows.incidents.calls import call_last_level, extend_incident, snooze_incident
from workflows.incidents.declare_incident import attach_alarm, declare_incident, note_end_of_alarm
from workflows.incidents.end import WORKING_DAYS, working_day_after
from workflows.incidents.learn import (
    add_action_item,
    finish_action_item,
    remind_of_action_items,
    write_post_mortem,
)
from workflows.incidents.link_reports import link_reports
from workflows.incidents.publish_update import publish_update
from workflows.incidents.steps import (
    acknowledge_incident,
    command_incident,
    communicate_incident,
    end_quiet_incidents,
    identify_incident,
    investigate_incident,
    mark_personal_data,
    note_incident,
    reopen_incident,
    resolve_incident,
    scribe_incident,
    set_impact,
    set_severity,
    watch_incident,
)

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
    "set_severity": set_severity,
    "set_impact": set_impact,
    "mark_personal_data": mark_personal_data,
    "link": link_reports,
    "write_post_mortem": write_post_mortem,
    "add_item": add_action_item,
}

__all__ = [
    "VERBS",
    "WORKING_DAYS",
    "acknowledge_incident",
    "add_action_item",
    "attach_alarm",
    "call_last_level",
    "declare_incident",
    "end_quiet_incidents",
    "extend_incident",
    "finish_action_item",
    "identify_incident",
    "investigate_incident",
    "link_reports",
    "list_entries",
    "mark_personal_data",
    "note_end_of_alarm",
    "note_incident",
    "publish_update",
    "remind_of_action_items",
    "reopen_incident",
    "resolve_incident",
    "set_impact",
    "set_severity",
    "snooze_incident",
    "was_added_afterwards",
    "watch_incident",
    "working_day_after",
    "write_entry",
    "write_post_mortem",
]
