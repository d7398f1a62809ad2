"""The table: requests a second, percentiles by kind, errors, processor by part, rows and bytes written."""

import multiprocessing
import os
import sys
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

import psycopg

from tests.benchmarks.databases import SMALL, Databases
from tests.benchmarks.day.company import load_company
from tests.benchmarks.day.hosts import HOSTS, SHARE, web_hosts
from tests.benchmarks.day.load import Answer, send_for
from tests.benchmarks.day.people import Cast
from tests.benchmarks.day.sizes import PER_DAY
from tests.benchmarks.day.sizes import TECHNICIANS as COMPANY
from tests.benchmarks.timing import table
from tests.standins import payloads
from tests.support.programs.live import Site

SECONDS = float(os.environ.get("LOAD_SECONDS", "30" if SMALL else "120"))
WARM_SECONDS = 30.0  # workers and scheduler start meanwhile, which takes both processors
TECHNICIANS = int(os.environ.get("LOAD_TECHNICIANS", "15" if SMALL else "75"))
WORKERS = int(os.environ.get("LOAD_WEB_WORKERS", "2"))
SETTINGS = {"LOG_LEVEL": "WARNING", "TELEGRAM_WEBHOOK_SECRET": payloads.TELEGRAM_SECRET}
GOOD = {200, 304, 409}  # a claim that came too late is an answer

_WRITTEN = """
SELECT (SELECT sum(n_tup_ins) FROM pg_stat_user_tables)::bigint, (SELECT sum(n_tup_upd) FROM pg_stat_user_tables)::bigint,
       pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint
"""


def measure(databases: Databases) -> str:
    url = _company(databases)
    with TemporaryDirectory(prefix="sigap-load-") as folder:
        site = Site(url, databases.redis.url(1), Path(folder), SETTINGS)
        with web_hosts(site, WORKERS) if HOSTS else _one_gunicorn(site):
            for queues in (("messages",), ("default",), ("slow",)):
                site.start_worker(*queues)
            site.start("scheduler", sys.executable, "-m", "app.scheduler")
            return _run(site, Cast(databases.app(url), TECHNICIANS), databases)


@contextmanager
def _one_gunicorn(site: Site) -> Generator[None]:
    try:
        site.start_web(WORKERS)
        yield
    finally:
        site.stop()


def _company(databases: Databases) -> str:
    """Loaded once and copied, so that every run begins with the same day."""
    name = f"load_company_{COMPANY}"
    if not databases.has(name):
        load_company(databases.database(f"{name}_raw"))
        databases.admin(f"ALTER DATABASE {name}_raw RENAME TO {name}")
    databases.admin("DROP DATABASE IF EXISTS load_day WITH (FORCE)", f"CREATE DATABASE load_day TEMPLATE {name}")
    return databases.postgres.url("load_day")


def _run(site: Site, cast: Cast, databases: Databases) -> str:
    parts = _parts(site, databases)
    before, used = _written(site.database_url), {name: _cpu(groups) for name, groups in parts.items()}
    ours, theirs = multiprocessing.Pipe(duplex=False)
    host = site.url.removeprefix("http://")
    load = multiprocessing.get_context("fork").Process(
        target=send_for, args=(host, cast.everybody(), WARM_SECONDS, SECONDS, theirs)
    )
    load.start()
    theirs.close()
    answers: list[Answer] = ours.recv()
    seconds = {name: _cpu(groups) - used[name] for name, groups in parts.items()}
    load.join()
    inserted, updated, bytes_written = (
        after - earlier for after, earlier in zip(_written(site.database_url), before, strict=True)
    )
    return "\n\n".join(
        (
            f"{TECHNICIANS} technicians, {PER_DAY} visits a day, 20 CS, {WORKERS} web workers, {SECONDS:.0f} s, {os.cpu_count()} processors for all"
            + (f", {HOSTS} web hosts {f'of {SHARE:g} processor ' if SHARE else ''}behind HAProxy" if HOSTS else ""),
            _by_kind(answers),
            table(
                ("part", "processor"),
                [(name, f"{100 * used / (WARM_SECONDS + SECONDS):.0f} %") for name, used in seconds.items()],
            ),
            f"{inserted} rows inserted, {updated} updated, {bytes_written / 1e6:.1f} MB of write-ahead log",
        )
    )


def _by_kind(answers: Sequence[Answer]) -> str:
    kinds = sorted({kind for kind, _ms, _status in answers})
    rows = [_row(kind, [answer for answer in answers if answer[0] == kind]) for kind in kinds]
    return table(
        ("request", "per second", "p50 ms", "p95 ms", "p99 ms", "errors", "answers"), [*rows, _row("all", answers)]
    )


def _row(name: str, answers: Sequence[Answer]) -> tuple[object, ...]:
    taken = [ms for _kind, ms, _status in answers]
    cuts = quantiles(taken, n=100) if len(taken) > 1 else taken * 99
    statuses = Counter(status for _kind, _ms, status in answers)
    wrong = sum(count for status, count in statuses.items() if status not in GOOD)
    said = ", ".join(f"{status}: {count}" for status, count in sorted(statuses.items()))
    return name, len(answers) / SECONDS, cuts[49], cuts[94], cuts[98], wrong, said


def _written(url: str) -> tuple[int, int, int]:
    with psycopg.connect(url) as connection:
        found = connection.execute(_WRITTEN).fetchone()
    assert found is not None
    return found


def _parts(site: Site, databases: Databases) -> dict[str, set[int]]:
    """Process groups by what they are; the database's processes are the postmaster's children."""
    groups: dict[str, set[int]] = {"web": set(), "workers": set(), "scheduler": set()}
    for process in site.processes:
        name = process.log_file.name.partition("-")[0]
        groups[{"web": "web", "worker": "workers"}.get(name, "scheduler")].add(process.pid)
    postmaster = int((databases.postgres.data / "postmaster.pid").read_text().split()[0])
    return {**groups, "database": {postmaster}, "load": {os.getpid()}}


def _cpu(groups: set[int]) -> float:
    """Seconds of processor that the living processes of these groups, and their ended children, have used."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if groups & {int(stat.parent.name), *map(int, fields[1:4])}:  # itself, its parent, group or session
            ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")
