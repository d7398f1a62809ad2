"""Maintenance: records, the rules that repeat them, and what Sigap does itself."""

from workflows.maintenance.month.read_month import MonthFigures, read_month
from workflows.maintenance.month.store_month import has_month, store_month
from workflows.maintenance.records.add_item import add_item
from workflows.maintenance.records.announce_record import announce_record
from workflows.maintenance.records.cancel_record import cancel_record
from workflows.maintenance.records.edit_record import edit_record
from workflows.maintenance.records.finish_record import finish_record
from workflows.maintenance.records.list_items import list_items
from workflows.maintenance.records.make_record import lines_of, make_record, require_owner
from workflows.maintenance.records.note_available import note_available
from workflows.maintenance.records.remind_of_records import remind_of_records
from workflows.maintenance.records.reopen_record import reopen_record
from workflows.maintenance.records.start_record import start_record
from workflows.maintenance.records.tick_item import tick_item
from workflows.maintenance.records.untick_item import untick_item
from workflows.maintenance.rules.apply_rules import apply_rules
from workflows.maintenance.rules.days_of_rule import day_of
from workflows.maintenance.rules.list_records_of_rule import list_records_of_rule
from workflows.maintenance.upkeep.choose_retention import choose_retention, read_choices
from workflows.maintenance.upkeep.database import (
    BLOATED,
    list_index_bloat,
    list_invalid_indexes,
    list_tables,
)
from workflows.maintenance.upkeep.find_orphans import find_orphans
from workflows.maintenance.upkeep.growth import days_until, read_growth, slope
from workflows.maintenance.upkeep.list_runs import list_runs
from workflows.maintenance.upkeep.list_statements import list_statements
from workflows.maintenance.upkeep.note_run import note_run
from workflows.maintenance.upkeep.note_slow_queries import list_slow_queries, note_slow_queries
from workflows.maintenance.upkeep.store_dependencies import FoundPart, list_dependencies, store_dependencies
from workflows.maintenance.upkeep.store_sizes import store_sizes

VERBS = {
    "start": start_record,
    "finish": finish_record,
    "tick": tick_item,
    "untick": untick_item,
    "add_item": add_item,
    "note_available": note_available,
    "announce": announce_record,
    "cancel": cancel_record,
    "reopen": reopen_record,
}

__all__ = [
    "BLOATED",
    "VERBS",
    "FoundPart",
    "MonthFigures",
    "add_item",
    "announce_record",
    "apply_rules",
    "cancel_record",
    "choose_retention",
    "day_of",
    "days_until",
    "edit_record",
    "find_orphans",
    "finish_record",
    "has_month",
    "lines_of",
    "list_dependencies",
    "list_index_bloat",
    "list_invalid_indexes",
    "list_items",
    "list_records_of_rule",
    "list_runs",
    "list_slow_queries",
    "list_statements",
    "list_tables",
    "make_record",
    "note_available",
    "note_run",
    "note_slow_queries",
    "read_choices",
    "read_growth",
    "read_month",
    "remind_of_records",
    "reopen_record",
    "require_owner",
    "slope",
    "start_record",
    "store_dependencies",
    "store_month",
    "store_sizes",
    "tick_item",
    "untick_item",
]
