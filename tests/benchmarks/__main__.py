"""`make bench`, or `python -m tests.benchmarks lists claims letters` for some of it."""

import sys
from datetime import UTC, datetime

from tests.benchmarks import claims, letters, lists, voices
from tests.benchmarks.ground import open_ground

PARTS = {"claims": claims.measure, "lists": lists.measure, "letters": letters.measure, "voices": voices.measure}


def main() -> None:
    chosen = sys.argv[1:] or list(PARTS)
    with open_ground() as ground:
        for name in chosen:
            print(f"\n## {name} ({datetime.now(UTC):%Y-%m-%d %H:%M} UTC)\n\n{PARTS[name](ground)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
