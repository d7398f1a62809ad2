"""Public posts are read in a limited process: a megabyte of `<!--` in one keeps a parser busy for minutes."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from app.http.files.reading.limited_process import Limits, run_limited
from integrations.social.post import SeenPost

SCRIPT = Path(__file__).with_name("posts_process.py")
LIMITS = Limits(megabytes=512, seconds=10)


def read_posts(kind: Literal["feed", "timeline"], body: bytes) -> tuple[list[SeenPost], str]:
    """Posts, oldest first, and the id of the newest of a timeline. Raises ValueError. For workers."""
    code, output = run_limited(SCRIPT, body, kind, limits=LIMITS)
    if code != 0:
        raise ValueError(output.decode(errors="replace") or "not read within the limits")
    values: dict[str, Any] = json.loads(output)
    return [_post(one) for one in values["posts"]], values["newest"]


def _post(values: dict[str, Any]) -> SeenPost:
    at = values["posted_at"]
    return SeenPost(**{**values, "posted_at": datetime.fromisoformat(at) if at else None})
