"""`make bench`, or `python -m tests.benchmarks lists claims letters` for some of it; `races 1000` for so many races."""

import sys
from datetime import UTC, datetime

from tests.benchmarks import claims, letters, lists, races, voices
from tests.benchmarks.ground import open_ground

USUAL = {"claims": claims.measure, "lists": lists.measure, "letters": letters.measure, "voices": voices.measure}
PARTS = {**USUAL, "races": races.measure}


def main() -> None:
    chosen = [word for word in sys.argv[1:] if not word.isdecimal()] or list(USUAL)
    times = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    with open_ground() as ground:
        for name in chosen:
            found = PARTS[name](ground, *times) if name == "races" else PARTS[name](ground)
            print(f"\n## {name} ({datetime.now(UTC):%Y-%m-%d %H:%M} UTC)\n\n{found}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
