"""Become one part of Sigap: `python part.py NAME -- command…`, used by the supervisor.

Writes `<run>/<NAME>.pid`, gives up root where asked, arranges to be stopped if the supervisor is killed, and
then *becomes* the command, so that the pid in the file is the part's own. Imports nothing of ours: it is run by path.
"""

import argparse
import ctypes
import os
import pwd
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
MARK = "SIGAP_PART"


def as_part(name: str, command: list[str], **options: str | Path | bool | None) -> list[str]:
    """Return the command line that becomes `command` through this file; options as `main` knows them."""
    words = [sys.executable, "-I", "-S", __file__, name]
    for option, value in options.items():
        flag = f"--{option.replace('_', '-')}"
        words += [flag] if value is True else [flag, str(value)] if value else []
    return [*words, "--", *command]


def main(arguments: list[str]) -> None:
    """Parse the options and replace this process by the part's command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--run", type=Path, help="folder of the pid files")
    parser.add_argument("--user", help="user to become")
    parser.add_argument("--stop-signal", default="TERM", help="sent to the part when its parent dies")
    parser.add_argument("--alone", action="store_true", help="live on when the parent dies")
    parser.add_argument("command", nargs="+")
    asked = parser.parse_args(arguments)
    if asked.run:
        _sweep(asked.run / f"{asked.name}.pid", asked.name)
        _write_pid(asked.run / f"{asked.name}.pid")
    if asked.user:
        _become(asked.user)
    if not asked.alone:
        stop_with_parent(getattr(signal, f"SIG{asked.stop_signal}"))
    os.environ[MARK] = asked.name
    os.execvp(asked.command[0], asked.command)  # noqa: S606


def _write_pid(file: Path) -> None:
    fresh = file.with_suffix(".new")
    fresh.write_text(f"{os.getpid()}\n")
    fresh.replace(file)


def _sweep(file: Path, name: str) -> None:
    """End what a killed predecessor left in its process group, such as RQ's scheduler, which outlives its worker."""
    try:
        group = int(file.read_text())
    except (OSError, ValueError):
        return
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            pid = int(entry.name)
            marked = f"{MARK}={name}".encode() in (entry / "environ").read_bytes().split(b"\0")
            if pid != os.getpid() and os.getpgid(pid) == group and marked:
                os.kill(pid, signal.SIGKILL)
        except OSError:
            continue


def _become(user: str) -> None:
    account = pwd.getpwnam(user)
    os.initgroups(user, account.pw_gid)
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.environ["HOME"] = account.pw_dir


def stop_with_parent(stop: signal.Signals) -> None:
    """Ask Linux to send the stop signal when the parent dies, so that kill -9 of the supervisor stops all."""
    if sys.platform != "linux":
        return
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(stop), 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the supervisor is gone")


if __name__ == "__main__":
    main(sys.argv[1:])
