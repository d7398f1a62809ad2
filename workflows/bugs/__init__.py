"""Bug reports."""

from workflows.bugs.decisions.cannot_reproduce import cannot_reproduce
from workflows.bugs.decisions.confirm_bug import confirm_bug
from workflows.bugs.decisions.fix_bug import fix_bug
from workflows.bugs.decisions.mark_duplicate import mark_duplicate
from workflows.bugs.decisions.override_priority import override_priority
from workflows.bugs.decisions.reject_bug import reject_bug
from workflows.bugs.decisions.reopen_bug import reopen_bug
from workflows.bugs.decisions.send_back import send_back
from workflows.bugs.decisions.set_visibility import INTERNAL, set_visibility
from workflows.bugs.decisions.start_work import start_work
from workflows.bugs.decisions.take_bug import take_bug
from workflows.bugs.decisions.try_fix import try_fix
from workflows.bugs.history import Step, list_duplicates, list_history
from workflows.bugs.released.announce_release import announce_release
from workflows.bugs.released.reopen_released_bugs import reopen_released_bugs
from workflows.bugs.released.reward_without_release import reward_without_release
from workflows.bugs.reporter.add_to_bug import add_to_bug
from workflows.bugs.reporter.confirm_settled import confirm_settled
from workflows.bugs.reporter.own_bugs import get_own_bug, list_own_bugs
from workflows.bugs.reporter.report_bug import report_bug
from workflows.bugs.statistics import BugFigures, WeekOrVersion, read_figures
from workflows.bugs.thread.answer_reporter import answer_reporter
from workflows.bugs.thread.entries import list_bug_entries
from workflows.bugs.thread.mark_bug_read import mark_bug_read
from workflows.bugs.thread.note_bug import note_bug

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
    "set_visibility": set_visibility,
    "take": take_bug,
    "mark_read": mark_bug_read,
    "answer": answer_reporter,
    "note": note_bug,
}

__all__ = [
    "INTERNAL",
    "VERBS",
    "BugFigures",
    "Step",
    "WeekOrVersion",
    "add_to_bug",
    "announce_release",
    "answer_reporter",
    "cannot_reproduce",
    "confirm_bug",
    "confirm_settled",
    "fix_bug",
    "get_own_bug",
    "list_bug_entries",
    "list_duplicates",
    "list_history",
    "list_own_bugs",
    "mark_bug_read",
    "mark_duplicate",
    "note_bug",
    "override_priority",
    "read_figures",
    "reject_bug",
    "reopen_bug",
    "reopen_released_bugs",
    "report_bug",
    "reward_without_release",
    "send_back",
    "set_visibility",
    "start_work",
    "take_bug",
    "try_fix",
]
