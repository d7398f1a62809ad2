"""`python posts_process.py MEGABYTES SECONDS feed|timeline < answer`: posts, and the newest one's id, as JSON.

Exit code 3: nothing can be made of it; standard output says why. Of ours it imports `integrations.social` alone.
"""

import json
import resource
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

UNREADABLE = 3


def read(kind: str, body: bytes) -> tuple[list[Any], str]:
    """Of a feed no id is needed."""
    if kind == "feed":
        return import_module("integrations.social.feed").read_feed(body), ""
    found: tuple[list[Any], str] = import_module("integrations.social.mastodon").read_timeline(body)
    return found


def main(megabytes: int, seconds: int, kind: str) -> int:
    """The exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.path.append(str(Path(__file__).parents[4]))
    try:
        posts, newest = read(kind, sys.stdin.buffer.read())
    except Exception as problem:  # noqa: BLE001  parsers raise what they like on broken input
        sys.stdout.write(str(problem)[:200])
        return UNREADABLE
    entries = [{**asdict(one), "posted_at": one.posted_at and one.posted_at.isoformat()} for one in posts]
    sys.stdout.write(json.dumps({"posts": entries, "newest": newest}))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
