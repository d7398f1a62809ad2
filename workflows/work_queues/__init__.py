"""The desk: what waits for whom, and the lists people keep under a name."""

from workflows.work_queues.saved_filters import delete_saved_filter, list_saved_filters, save_filter, what_narrows
from workflows.work_queues.waiting import MOST_COUNTED, SHOWN, count_waiting, list_waiting

__all__ = [
    "MOST_COUNTED",
    "SHOWN",
    "count_waiting",
    "delete_saved_filter",
    "list_saved_filters",
    "list_waiting",
    "save_filter",
    "what_narrows",
]
