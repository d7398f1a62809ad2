"""`make bench`, or `python -m tests.benchmarks lists claims messages` for some of it; `races 1000` for so many races."""

import sys
from datetime import UTC, datetime

from tests.benchmarks import (
    claims,
    day,
    everything,
    feedback,
    growth,
    helpdesk,
    incoming_mail,
    lists,
    messages,
    operations,
    races,
    status_news,
    support,
)
from tests.benchmarks.databases import open_databases

USUAL = {"claims": claims.measure, "lists": lists.measure, "messages": messages.measure, "feedback": feedback.measure}
PARTS = {
    **USUAL,
    "everything": everything.measure,
    "growth": growth.measure,
    "helpdesk": helpdesk.measure,
    "mail": incoming_mail.measure,
    "load": day.measure,
    "operations": operations.measure,
    "races": races.measure,
    "status": status_news.measure,
    "support": support.measure,
}


def main() -> None:
    chosen = [word for word in sys.argv[1:] if not word.isdecimal()] or list(USUAL)
    times = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    with open_databases() as databases:
        for name in chosen:
            found = PARTS[name](databases, *times) if name == "races" else PARTS[name](databases)
            print(f"\n## {name} ({datetime.now(UTC):%Y-%m-%d %H:%M} UTC)\n\n{found}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
