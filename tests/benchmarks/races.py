"""`python -m tests.benchmarks races 1000`: two hundred press at once for three places, again and again, on one site."""

from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import monotonic

import psycopg

from tests.benchmarks.claims import RACE, RACES, TECHNICIANS, Turn, prepare
from tests.benchmarks.databases import SMALL, Databases
from tests.benchmarks.load_client import send_all
from tests.support.programs.live import Site

USUAL = 3 if SMALL else 20

# every ticket has three places and a time of its own, so that whoever won one may press for another
_APART = """
UPDATE visit_tickets
   SET quota = 3, places_offered = 3, places_taken = 0, status = 'OPEN',
       planned_start = planned_start + id * interval '4 hours', planned_end = planned_end + id * interval '4 hours'
"""
_WRONG = """
SELECT v.id FROM visit_tickets v
 WHERE v.id BETWEEN %(first)s AND %(last)s AND (
       v.places_taken <> 3 OR v.status <> 'ASSIGNED' OR v.queue_tail <> %(losers)s
    OR (SELECT count(*) FROM assignments a WHERE a.visit_id = v.id) <> 3
    OR (SELECT count(DISTINCT q.position) FROM queue_entries q WHERE q.visit_id = v.id AND q.position <= %(losers)s)
       <> %(losers)s
    OR (SELECT count(*) FROM claim_attempts c WHERE c.visit_id = v.id) <> %(losers)s + 3)
"""


def measure(databases: Databases, races: int = USUAL) -> str:
    """A sentence; an AssertionError when a single race went wrong."""
    url = databases.database("bench_races")
    prepare(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_APART)
        connection.execute("VACUUM ANALYZE visit_tickets")
    with TemporaryDirectory(prefix="sigap-races-") as folder:
        site = Site(url, databases.redis.url(1), Path(folder), {"LOG_LEVEL": "WARNING"})
        try:
            site.start_web()
            return _run(Turn(databases.app(url), site.url.removeprefix("http://")), url, races)
        finally:
            site.stop()


def _run(turn: Turn, url: str, races: int) -> str:
    lasts, began = [], monotonic()
    for race in range(races):
        if turn.next + RACE > TECHNICIANS:
            turn.next = 1
        outcome = send_all(turn.requests(RACE, RACES + race), RACE)
        assert outcome.statuses == {200: 3, 409: RACE - 3}, (race, outcome.statuses)
        lasts.append(outcome.seconds * 1000)
    with psycopg.connect(url) as connection:
        facts = {"first": RACES, "last": RACES + races - 1, "losers": RACE - 3}
        assert connection.execute(_WRONG, facts).fetchall() == [], "a place too many, or a number missing in a line"
    slow = quantiles(lasts, n=20)[-1] if races > 1 else lasts[0]
    return (
        f"{races} races of {RACE} for 3 places in {(monotonic() - began) / 60:.1f} minutes: 3 winners, {RACE - 3} polite "
        f"refusals and as many numbers in line in each, none oversold; last answer after {median(lasts):.0f} ms "
        f"(median), {slow:.0f} ms (19 of 20)."
    )
