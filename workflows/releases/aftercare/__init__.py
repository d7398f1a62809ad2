"""After a release is live: what it has brought."""

from workflows.releases.aftercare.scorecard import WATCH, Measure, Score, Scorecard, nps_of, read_scorecard

__all__ = ["WATCH", "Measure", "Score", "Scorecard", "nps_of", "read_scorecard"]
