"""Bug reports: the front door of the area."""

from workflows.bugs.confirm_bug import cannot_reproduce, confirm_bug
from workflows.bugs.entries import add_to_bug, answer_reporter, note_bug
from workflows.bugs.fix_bug import fix_bug
from workflows.bugs.history import Step, list_duplicates, list_history
from workflows.bugs.mark_duplicate import mark_duplicate
from workflows.bugs.own_bugs import get_own_bug, list_own_bugs
from workflows.bugs.priority import override_priority
from workflows.bugs.reject_bug import reject_bug
from workflows.bugs.reopen_bug import reopen_bug
from workflows.bugs.report_bug import report_bug
from workflows.bugs.statistics import BugFigures, WeekOrVersion, read_figures
from workflows.bugs.work import send_back, start_work, try_fix

VERBS = {
    "confirm": confirm_bug,
    "start": start_work,
    "test": try_fix,
    "send_back": send_back,
    "fix": fix_bug,
    "cannot_reproduce": cannot_reproduce,
    "mark_duplicate": mark_duplicate,
    "reject": reject_bug,
    "reopen": reopen_bug,
    "override_priority": override_priority,
    "answer": answer_reporter,
    "note": note_bug,
}

__all__ = [
    "VERBS",
    "BugFigures",
    "Step",
    "WeekOrVersion",
    "add_to_bug",
    "answer_reporter",
    "cannot_reproduce",
    "confirm_bug",
    "fix_bug",
    "get_own_bug",
    "list_duplicates",
    "list_history",
    "list_own_bugs",
    "mark_duplicate",
    "note_bug",
    "override_priority",
    "read_figures",
    "reject_bug",
    "reopen_bug",
    "report_bug",
    "send_back",
    "start_work",
    "try_fix",
]
