"""EXP: points for useful feedback and bug reports."""

from workflows.exp.award import award
from workflows.exp.balance import Progress, balance_of, level_of, list_awards_of, list_entries, list_levels, progress_of
from workflows.exp.check_totals import check_totals
from workflows.exp.correct_exp import BalanceChanged, correct_exp, require_correctable
from workflows.exp.find_drift import Drift, find_drift
from workflows.exp.hide_from_leaderboard import hide_from_leaderboard
from workflows.exp.leaderboard import Period, Rank, find_rank, is_hidden, is_named, leaderboard
from workflows.exp.reverse_award import reverse_award
from workflows.exp.rules import rules_of
from workflows.exp.show_real_name import show_real_name

__all__ = [
    "BalanceChanged",
    "Drift",
    "Period",
    "Progress",
    "Rank",
    "award",
    "balance_of",
    "check_totals",
    "correct_exp",
    "find_drift",
    "find_rank",
    "hide_from_leaderboard",
    "is_hidden",
    "is_named",
    "leaderboard",
    "level_of",
    "list_awards_of",
    "list_entries",
    "list_levels",
    "progress_of",
    "require_correctable",
    "reverse_award",
    "rules_of",
    "show_real_name",
]
