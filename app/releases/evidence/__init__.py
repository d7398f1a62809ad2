"""Evidence for a release, read from the reports of test runners and scanners."""

from app.releases.evidence.finding import BadReport, Finding

__all__ = ["BadReport", "Finding"]
