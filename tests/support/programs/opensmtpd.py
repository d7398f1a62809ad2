"""Debian's OpenSMTPD as the mail server of a drill: two domains, each delivered into the maildir of one account.

Runs as root only: it drops its rights to accounts of its own.
"""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.programs.live import free_port
from tests.support.programs.processes import need_program

CONFIG = """
listen on 127.0.0.1 port {port} hostname surel.firma.id
table everybody {{ "@" = mail }}
{actions}
"""
ACTION = """
action "{name}" maildir "{mails}/{name}" virtual <everybody>
match from any for domain "{domain}" action "{name}"
"""


@contextmanager
def opensmtpd(folder: Path, mails: Path, accounts: dict[str, str]) -> Iterator[int]:
    """`accounts`: the maildir below `mails` that each domain goes to, by its name. Yields the port."""
    program, port = need_program("smtpd"), free_port()
    actions = "".join(ACTION.format(name=name, domain=domain, mails=mails) for name, domain in accounts.items())
    config = folder / "smtpd.conf"
    config.write_text(CONFIG.format(port=port, actions=actions))
    with (folder / "smtpd.log").open("w") as log:
        running = subprocess.Popen([program, "-d", "-f", str(config)], stdout=log, stderr=log)
        try:
            _wait_for(folder / "smtpd.log", running)
            yield port
        finally:
            running.terminate()
            running.wait(timeout=30)


def _wait_for(log: Path, running: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and running.poll() is None:
        if "smtp-in" in log.read_text() or "info: OpenSMTPD" in log.read_text():
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())
