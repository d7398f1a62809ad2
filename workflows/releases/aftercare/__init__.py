"""After a release is live: what it has brought, what people say, what was learned and what follows."""

from workflows.releases.aftercare.add_action import add_action
from workflows.releases.aftercare.add_voice import add_voice
from workflows.releases.aftercare.carry_actions import carry_actions
from workflows.releases.aftercare.counts import (
    NamedCount,
    StepCount,
    count_pages,
    count_steps,
    list_counts,
    list_pages,
    list_steps,
)
from workflows.releases.aftercare.keep_counts import keep_counts
from workflows.releases.aftercare.list_aftercare import Aftercare, get_aftercare
from workflows.releases.aftercare.mirror_counts import mirror_counts
from workflows.releases.aftercare.report_score import report_score
from workflows.releases.aftercare.scorecard import BASELINE, WATCH, Score, Scorecard, nps_of, read_scorecard
from workflows.releases.aftercare.write_retrospective import write_retrospective

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
    "Aftercare",
    "NamedCount",
    "Score",
    "Scorecard",
    "StepCount",
    "add_action",
    "add_voice",
    "carry_actions",
    "count_pages",
    "count_steps",
    "get_aftercare",
    "keep_counts",
    "list_counts",
    "list_pages",
    "list_steps",
    "mirror_counts",
    "nps_of",
    "read_scorecard",
    "report_score",
    "write_retrospective",
]
