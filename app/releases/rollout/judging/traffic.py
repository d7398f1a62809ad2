"""What visitors got, from the proxy's own log: it survives a restart of the judge."""

import os
from pathlib import Path

from app.releases.rollout.haproxy_config import LATE, UNCHECKED
from app.releases.rollout.judging.judge import Window
from app.releases.rollout.judging.statistics import percentile_95

FIELDS, ERROR = 6, 500
OWN = frozenset({"own", f"own{LATE}", f"own{UNCHECKED}"})
BY_CLIENT = "C"  # the visitor went away: nobody's error


def end_of(log: Path) -> int:
    return log.stat().st_size if log.exists() else 0


def read_windows(log: Path, offset: int, colours: tuple[str, str]) -> dict[str, Window]:
    """Each colour's requests after `offset`. An answer of its stand-in, or none at all, is the colour's own error."""
    times: dict[str, list[float]] = {colour: [] for colour in colours}
    errors = dict.fromkeys(colours, 0)
    with log.open("rb") as lines:
        lines.seek(min(offset, os.fstat(lines.fileno()).st_size))
        for line in lines:
            words = line.decode(errors="replace").split()
            if len(words) != FIELDS or words[0] != "R" or words[5].startswith(BY_CLIENT):
                continue
            _, backend, server, status, milliseconds, _ended = words
            if backend not in times:
                continue
            failed = server not in OWN or int(status) >= ERROR or int(status) < 0
            times[backend].append(float(milliseconds))
            errors[backend] += failed
    return {colour: Window(len(times[colour]), errors[colour], percentile_95(times[colour])) for colour in colours}
