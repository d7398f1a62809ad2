"""After a release is live: what it has brought, what people say, what was learned and what follows."""

from workflows.releases.after_release.add_action import add_action
from workflows.releases.after_release.add_voice import add_voice
from workflows.releases.after_release.carry_actions import carry_actions
from workflows.releases.after_release.counts import (
    NamedCount,
    StepCount,
    count_pages,
    count_steps,
    list_counts,
    list_pages,
    list_steps,
)
from workflows.releases.after_release.get_after_release import AfterRelease, find_retrospective, get_after_release
from workflows.releases.after_release.mirror_counts import mirror_counts
from workflows.releases.after_release.report_score import report_score
from workflows.releases.after_release.scorecard import BASELINE, WATCH, Score, Scorecard, nps_of, read_scorecard
from workflows.releases.after_release.store_counts import store_counts
from workflows.releases.after_release.write_retrospective import write_retrospective

VERBS = {
    "add_action": add_action,
    "add_voice": add_voice,
    "report_score": report_score,
    "write_retrospective": write_retrospective,
}

__all__ = [
    "BASELINE",
    "VERBS",
    "WATCH",
    "AfterRelease",
    "NamedCount",
    "Score",
    "Scorecard",
    "StepCount",
    "add_action",
    "add_voice",
    "carry_actions",
    "count_pages",
    "count_steps",
    "find_retrospective",
    "get_after_release",
    "list_counts",
    "list_pages",
    "list_steps",
    "mirror_counts",
    "nps_of",
    "read_scorecard",
    "report_score",
    "store_counts",
    "write_retrospective",
]
