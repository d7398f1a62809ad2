"""The three clocks of a ticket: started, paused, stopped and set anew as the ticket moves."""

from workflows.support.clocks.answer_given import answer_given
from workflows.support.clocks.calendars.count_in_zone import count_in_zone
from workflows.support.clocks.calendars.recompute_calendars import recompute_calendars
from workflows.support.clocks.calendars.working_calendars import (
    get_desk_calendar,
    get_standard_calendar,
    working_time_of,
)
from workflows.support.clocks.customer_wrote import customer_wrote
from workflows.support.clocks.merging.merge_clocks import merge_clocks
from workflows.support.clocks.merging.unmerge_clocks import unmerge_clocks
from workflows.support.clocks.messages_left import find_unanswered, messages_left
from workflows.support.clocks.pause_or_stop_clocks import pause_or_stop_clocks
from workflows.support.clocks.put_back_pause import put_back_pause
from workflows.support.clocks.retarget import retarget
from workflows.support.clocks.start_clocks import start_clocks
from workflows.support.clocks.sweep_clocks import sweep_clocks
from workflows.support.clocks.time_to_confirm import time_to_confirm

__all__ = [
    "answer_given",
    "count_in_zone",
    "customer_wrote",
    "find_unanswered",
    "get_desk_calendar",
    "get_standard_calendar",
    "merge_clocks",
    "messages_left",
    "pause_or_stop_clocks",
    "put_back_pause",
    "recompute_calendars",
    "retarget",
    "start_clocks",
    "sweep_clocks",
    "time_to_confirm",
    "unmerge_clocks",
    "working_time_of",
]
