"""What every object of Statuspage's JSON is made of."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflows.status.collect_status import StatusReport

NOTHING_MORE: Mapping[str, Any] = {"deliver_notifications": True, "custom_tweet": None, "tweet_id": None}


def opaque(kind: str, number: int) -> str:
    """An id that says nothing and never changes."""
    return hashlib.sha256(f"{kind}:{number}".encode()).hexdigest()[:12]


def iso(moment: datetime, report: StatusReport) -> str:
    """In the page's zone, with milliseconds."""
    return moment.astimezone(report.zone).isoformat(timespec="milliseconds")
