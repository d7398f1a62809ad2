"""What happens between the servers and the web: migrations, demo data, demo accounts."""

import os
import subprocess
import sys
from pathlib import Path

from app.launch.directories import fingerprint
from app.launch.environment import is_production
from app.launch.processes.parts import CHECKOUT
from app.launch.processes.supervisor import log_tail
from app.launch.start_error import CannotStart


def take_first_steps(instance: Path, environment: dict[str, str]) -> str:
    """Migrate the database, load the demo company at its first start, and return the demo accounts for the banner.

    `flask demo load` spares a database that has customers; the marker only saves the time to look.
    """
    demo = _wants_demo()
    marker = instance / "demo-loaded"
    seen = marker.read_text().split() if marker.exists() else []
    database = fingerprint(Path(environment["DATABASE_URL"]))
    commands = ["db upgrade"]
    if demo and database not in seen:
        commands.append("demo load")
    if demo:
        commands.append("demo accounts")
    output = _flask(instance, environment, commands)
    if "demo load" in commands:
        marker.write_text("\n".join([*seen, database]) + "\n")
    return output


def _wants_demo() -> bool:
    """Tell whether demo data are wanted: SIGAP_DEMO=1 or 0; unset, everywhere but in production."""
    return os.environ.get("SIGAP_DEMO", "0" if is_production() else "1") != "0"


def _flask(instance: Path, environment: dict[str, str], commands: list[str]) -> str:
    log = instance / "log" / "setup.log"
    before = log.stat().st_size if log.exists() else 0
    with log.open("a") as output:
        done = subprocess.run(
            [sys.executable, "-m", "app.launch.processes.commands", *commands],
            cwd=CHECKOUT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=output,
            text=True,
            check=False,
        )
    if done.returncode:
        msg = f"`flask {'`, `flask '.join(commands)}` failed; the end of {log}:\n{log_tail(log, before)}"
        raise CannotStart(msg)
    return done.stdout
