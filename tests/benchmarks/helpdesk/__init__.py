"""The ticket list and the dashboard beside those of django-helpdesk 2.6, in one run, on the same PostgreSQL.

`BENCH_PEER=/somewhere/bin/python` names a Python that has django-helpdesk; without it an environment is made beside the
databases and the package is installed into it, which needs the network.
"""

import os
import subprocess
import sys
import venv
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.databases import Databases
from tests.benchmarks.support.around import WALLBOARD
from tests.benchmarks.support.fill import filled
from tests.benchmarks.timing import in_turns, logged_in, page, table

PACKAGES = ("django-helpdesk==2.6.0", "psycopg[binary]==3.3.9")
PEER = Path(__file__).with_name("peer.py")
SIZES = (10_000, 100_000)
WANTED = {
    ("list", 10_000): 16,
    ("list", 100_000): 50,
    ("rows", 10_000): 16,
    ("rows", 100_000): 50,
    ("dashboard", 10_000): 20,
    ("dashboard", 100_000): 100,
}
LIST = "/admin/support/"
OURS = {"list": LIST, "rows": f"{LIST}rows", "dashboard": "/admin/"}  # the dashboard: what waits for whom, by queue


def measure(databases: Databases) -> str:
    """Markdown."""
    python = os.environ.get("BENCH_PEER") or _make_environment(databases.home / "peer")
    lines = []
    for rows in SIZES:
        client = logged_in(databases.app(filled(databases, rows)), 1)
        with _peer(python, _empty(databases, f"peer_{rows}"), rows) as ask:
            runs: dict[str, Callable[[], object]] = {f"peer {name}": ask(name) for name in OURS}
            shown = {"rows": {"ids": ",".join(str(rows - n) for n in range(25))}}  # the newest, as the list shows them
            runs |= {name: page(client, address, **shown.get(name, {})) for name, address in OURS.items()}
            runs |= {"wallboard": page(client, f"/wallboard/{WALLBOARD}")}
            found = in_turns(runs, rounds=10, runs=1, of_rounds=min)
        lines += [
            (
                name,
                f"{rows:,}",
                found[f"peer {name}"],
                found[name],
                found[f"peer {name}"] / found[name],
                WANTED[name, rows],
            )
            for name in OURS
        ]
        lines.append(
            (
                "dashboard, our wallboard",
                f"{rows:,}",
                found["peer dashboard"],
                found["wallboard"],
                found["peer dashboard"] / found["wallboard"],
                "",
            )
        )
    head = ("page", "tickets", "django-helpdesk, ms", "Sigap, ms", "× faster", "target")
    return "### Beside django-helpdesk\n\n" + table(head, lines)


def _make_environment(folder: Path) -> str:
    python = folder / "bin/python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return str(python)


def _empty(databases: Databases, name: str) -> str:
    databases.admin(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name}")
    return databases.postgres.url(name)


@contextmanager
def _peer(python: str, url: str, rows: int) -> Generator[Callable[[str], Callable[[], float]]]:
    """A running django-helpdesk of so many tickets; what it is asked for takes as long as its page."""
    command = [python, "-W", "ignore", str(PEER), url, str(rows)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stderr, text=True) as peer:
        assert peer.stdin is not None
        assert peer.stdout is not None
        asking, told = peer.stdin, peer.stdout

        def ask(name: str) -> Callable[[], float]:
            def once() -> float:
                asking.write(f"{name}\n")
                asking.flush()
                return float(told.readline())

            return once

        yield ask
        asking.close()
