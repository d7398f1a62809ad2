"""The three clocks of a ticket: started, paused, stopped and set anew as the ticket moves."""

from workflows.support.clocks.follow_ticket import (
    answer_given,
    customer_wrote,
    follow_status,
    merge_clocks,
    put_back_pause,
    retarget,
    start_clocks,
)
from workflows.support.clocks.recompute_calendars import recompute_calendars
from workflows.support.clocks.sweep_clocks import sweep_clocks
from workflows.support.clocks.working_calendars import desk_calendar, working_time_of

__all__ = [
    "answer_given",
    "customer_wrote",
    "desk_calendar",
    "follow_status",
    "merge_clocks",
    "put_back_pause",
    "recompute_calendars",
    "retarget",
    "start_clocks",
    "sweep_clocks",
    "working_time_of",
]
