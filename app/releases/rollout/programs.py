"""Workers and scheduler of the colours: those of the live one run, those of the other end after their present job.

A new worker runs before the old one is asked to end, so jobs wait for nobody; a job is handed out by Redis once. Two
schedulers do not enqueue beside each other: the newer one waits for the lease (`app.jobs.scheduling.lease`).
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil

from app.releases.rollout.colours import python_of, stop_processes
from app.releases.rollout.state import Build, RolloutState

PROGRAMS: Mapping[str, Sequence[str]] = {
    "worker": ("-m", "app.worker", "default"),
    "worker-slow": ("-m", "app.worker", "slow"),
    "worker-messages": ("-m", "app.worker", "messages"),
    "scheduler": ("-m", "app.scheduler"),
}
SECONDS = 60.0  # a job that is not over by then is killed; what it held is due again
EVERYBODY = 100  # per cent


def settle_programs(
    state: RolloutState, programs: Mapping[str, Sequence[str]], environment: Mapping[str, str], folder: Path
) -> None:
    """Bring them to what is wanted; asked for at each look, so that one that ended by itself is started again.

    At the last step the new colour's run, too: a version whose workers end by themselves is seen before it is live.
    """
    if not programs or not state.live:
        return
    wanted = {state.live} | ({state.canary} if state.percent == EVERYBODY else set()) - {""}
    for colour in sorted(wanted):
        _start_missing(state, colour, programs, {**environment, "RELEASE_COLOUR": colour}, folder / f"{colour}.log")
    for colour, build in state.builds.items():
        if colour not in wanted and build.programs:
            stop_programs(build)
            state.keep()


def ended_programs(build: Build) -> list[str]:
    """Those that were started and run no longer."""
    return [name for name, pid in build.programs.items() if _process(build, pid) is None]


def stop_programs(build: Build) -> None:
    """Each finishes the job that it has."""
    processes = [process for pid in build.programs.values() if (process := _process(build, pid)) is not None]
    stop_processes(processes, SECONDS)
    build.programs = {}


def _start_missing(
    state: RolloutState,
    colour: str,
    programs: Mapping[str, Sequence[str]],
    environment: Mapping[str, str],
    log: Path,
) -> None:
    build = state.builds[colour]
    ended = ended_programs(build)
    if colour == state.canary and ended:
        return  # the judge reads it
    for name in [*(one for one in programs if one not in build.programs), *ended]:
        given = {**os.environ, **environment}
        for unwanted in ("FLASK_RUN_FROM_CLI", "OWNER_DATABASE_URL"):
            given.pop(unwanted, None)
        with log.open("ab") as output:
            process = subprocess.Popen(
                [python_of(build) or sys.executable, *programs[name]], env=given, cwd=build.folder,
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        build.programs[name] = process.pid
        state.keep()


def _process(build: Build, pid: int) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        is_ours = process.status() != psutil.STATUS_ZOMBIE and process.cwd() == os.path.realpath(build.folder)
    except psutil.Error:
        return None
    return process if is_ours else None
