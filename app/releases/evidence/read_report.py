"""Reports from outside are read in a limited process: eleven megabytes of XML unfold to 350."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from app.http.files.reading.limited_process import Limits, place, run_limited
from app.releases.evidence.readers import BadReport, Finding

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
