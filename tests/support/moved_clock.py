"""The suite at another date: `python -m tests.support.moved_clock [all | turn | "2031-06-15 03:00:00"]`.

Debian's libfaketime moves the clock of Python and PostgreSQL alike. Redis does not bear it and runs without. With the
monotonic clock moved, too, every wait of a thread hangs (Python waits by sem_clockwait, which libfaketime 0.9.10 does not
know); with it as it is, only time.sleep fails, and `mend_sleep` mends that. PostgreSQL's lock_timeout never ends a wait
(a signal handler under epoll_wait reads the machine's clock): tests wait by `wait_until_blocked`. The frozen clock of
`tests/support/clock.py` lies on top of it: what fails here reads a clock that nobody froze.
"""

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

MOMENTS = (
    "2027-02-28 23:58:00",
    "2027-12-31 16:59:30",  # 30 seconds before the year's turn in WIB
    "2028-02-29 12:00:00",
    "2031-06-15 03:00:00",
)
LIBRARY = "faketime/libfaketime.so.1"
VARIABLES = ("LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC", "DONT_FAKE_MONOTONIC")
# what is left out starts whole programs (Redis and waits of threads do not bear libfaketime), or walks every page
TESTS = "not bench and not drill and not browser and not concurrency and not slow"
# half a minute: what make fast runs, without the rules about the code, which no clock changes
TESTS_IN_TURN = ("fast", "--ignore=tests/architecture", "--ignore=tests/test_imports.py", "--ignore=tests/integrations")


def find_library() -> Path | None:
    return next(iter(Path("/usr/lib").glob(f"*/{LIBRARY}")), None)


def install_library() -> None:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-yq", "--no-install-recommends", "faketime"], check=False, env=quiet)


def moved(environment: Mapping[str, str], library: Path, to: str) -> dict[str, str]:
    """The environment of processes that believe it is `to` (UTC) now; each of them reckons from the machine's clock."""
    seconds = (datetime.fromisoformat(to).replace(tzinfo=UTC) - datetime.now(UTC)).total_seconds()
    real_monotonic = dict.fromkeys(VARIABLES[2:], "1")
    return {**environment, "LD_PRELOAD": str(library), "FAKETIME": f"{seconds:+.0f}", **real_monotonic}


def mend_sleep() -> None:
    """Under a moved clock let time.sleep wait as select does: libfaketime reckons its absolute deadline wrongly."""
    if "FAKETIME" in os.environ:
        time.sleep = lambda seconds: select.select([], [], [], seconds) and None


def moving_variables() -> dict[str, str]:
    """What processes of a moved test need, to be moved as well."""
    return {name: os.environ[name] for name in VARIABLES if name in os.environ}


@contextmanager
def on_the_machines_clock() -> Iterator[None]:
    """Start a process here that must not be moved."""
    kept = {name: os.environ.pop(name) for name in VARIABLES if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def main(asked: str) -> int:
    library = find_library() or install_library() or find_library()
    if library is None:
        print(
            "The tests at other dates are skipped without libfaketime: install the package 'faketime' (Debian, Ubuntu)."
        )
        return int(asked != "turn")  # as the tests of the shipped files are skipped without their programs
    turn = MOMENTS[date.today().toordinal() % len(MOMENTS)]  # noqa: DTZ011
    failed = []
    selected = TESTS_IN_TURN if asked == "turn" else (TESTS,)
    for moment in {"all": MOMENTS, "turn": (turn,)}.get(asked, (asked,)):
        print(f"As if it were {moment} UTC", flush=True)
        command = [sys.executable, "-m", "pytest", "-n", "2", "-m", *selected, *sys.argv[2:]]
        if subprocess.run(command, check=False, env=moved(os.environ, library, moment)).returncode:
            failed.append(moment)
    print(f"Failed at: {', '.join(failed)}" if failed else "Green at each of them.")
    return len(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "all"))
