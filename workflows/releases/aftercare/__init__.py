"""After a release is live: what it has brought, and what users say of us."""

from workflows.releases.aftercare.answer_nps import answer_nps, is_nps_asked
from workflows.releases.aftercare.scorecard import WATCH, Measure, Score, Scorecard, nps_of, read_scorecard

__all__ = ["WATCH", "Measure", "Score", "Scorecard", "answer_nps", "is_nps_asked", "nps_of", "read_scorecard"]
