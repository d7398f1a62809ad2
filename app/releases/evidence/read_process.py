"""`python read_process.py MEGABYTES SECONDS KIND < report`: what one report shows, as JSON, or {"bad": its code}.

Of ours it imports the readers alone, so that it starts quickly.
"""

import json
import resource
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any


def read(kind: str, content: bytes) -> dict[str, Any]:
    readers = import_module("app.releases.evidence.readers")  # after limits and path are set
    try:
        found = readers.READERS[kind](content)
    except readers.BadReport as problem:
        return {"bad": problem.code, "values": problem.values}
    return {**asdict(found), "made_at": found.made_at and found.made_at.isoformat()}


def main(megabytes: int, seconds: int, kind: str) -> int:
    """The exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    sys.path.append(str(Path(__file__).parents[3]))
    sys.stdout.write(json.dumps(read(kind, sys.stdin.buffer.read())))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
