"""What waits for whom."""

from workflows.work_queues.reports import mentioning
from workflows.work_queues.support import is_late
from workflows.work_queues.waiting import MOST_COUNTED, SHOWN, count_waiting, list_waiting

__all__ = ["MOST_COUNTED", "SHOWN", "count_waiting", "is_late", "list_waiting", "mentioning"]
