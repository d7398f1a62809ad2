"""Reports from outside are read in a limited process: eleven megabytes of XML unfold to 350."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from app.http.files.reading.limited_process import Limits, place, run_limited
from app.releases.evidence.finding import BadReport, Finding

SCRIPT = Path(__file__).with_name("read_process.py")
LIMITS = Limits(megabytes=768, seconds=10)


def read_report(kind: str, content: bytes) -> Finding:
    """Raises BadReport, and Busy when too many files are being opened on this machine."""
    with place():
        code, output = run_limited(SCRIPT, content, kind, limits=LIMITS)
    if code != 0:
        raise BadReport("unfinished")
    values: dict[str, Any] = json.loads(output)
    if "bad" in values:
        raise BadReport(values["bad"], **values["values"])
    values["made_at"] = datetime.fromisoformat(values["made_at"]) if values["made_at"] else None
    return Finding(**values)


def read_reports(kind: str, contents: Sequence[bytes]) -> Finding:
    """Several JUnit files of one commit (unit, integration, e2e) as one: green when each is, as old as the oldest."""
    found = [read_report(kind, content) for content in contents]
    if len(found) == 1:
        return found[0]
    if kind != "TESTS":
        raise BadReport("one_file")
    commits = {one.commit for one in found if one.commit}
    if len(commits) > 1:
        raise BadReport("commits")
    facts = {name: sum(one.facts[name] for one in found) for name in found[0].facts}
    moments = [one.made_at for one in found if one.made_at]
    passed = all(one.passed for one in found)
    return Finding(passed, facts, min(moments, default=None), next(iter(commits), ""))
