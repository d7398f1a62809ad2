"""What happens between the servers and the web: migrations, demo data, demo accounts."""

import os
import subprocess
import sys
from pathlib import Path

from app.launch.parts import CHECKOUT
from app.launch.place import fingerprint
from app.launch.refusal import CannotStart
from app.launch.supervisor import log_tail
from app.launch.surroundings import is_production

UNKNOWN_COMMAND = 2  # what click answers
FLASK = [sys.executable, "-m", "flask", "--app", "wsgi"]


def migrate(instance: Path, environment: dict[str, str]) -> None:
    """Bring the database to the newest migration."""
    _flask(instance, environment, "db", "upgrade")


def wants_demo() -> bool:
    """Tell whether demo data are wanted: SIGAP_DEMO=1 or 0; unset, everywhere but in production."""
    return os.environ.get("SIGAP_DEMO", "0" if is_production() else "1") != "0"


def load_demo_once(instance: Path, environment: dict[str, str]) -> None:
    """Load the demo company at the first start with this database; `flask demo load` itself spares a filled one."""
    marker = instance / "demo-loaded"
    database = fingerprint(Path(environment["DATABASE_URL"]))
    seen = marker.read_text().split() if marker.exists() else []
    if database not in seen:
        if not _flask(instance, environment, "demo", "load"):
            return
        marker.write_text("\n".join([*seen, database]) + "\n")


def ask_accounts(environment: dict[str, str]) -> "subprocess.Popen[str]":
    """Ask for the demo accounts while the web server starts; read the answer with `communicate`."""
    return subprocess.Popen(
        [*FLASK, "demo", "accounts"],
        cwd=CHECKOUT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _flask(instance: Path, environment: dict[str, str], *words: str) -> bool:
    log = instance / "log" / "setup.log"
    before = log.stat().st_size if log.exists() else 0
    with log.open("a") as output:
        done = subprocess.run(
            [*FLASK, *words],
            cwd=CHECKOUT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    if done.returncode == UNKNOWN_COMMAND and words[0] == "demo":
        return False
    if done.returncode:
        msg = f"`flask {' '.join(words)}` failed; the end of {log}:\n{log_tail(log, before)}"
        raise CannotStart(msg)
    return True
