"""State of a rollout that outlives its process: one JSON file, written whole, behind one lock."""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from app.models.releases.release import OWN_SYSTEM


class RolloutBusy(Exception):
    """Another command holds the rollout."""


@dataclass(slots=True)
class Build:
    """A version that runs: its checkout, its port and process; `programs`: workers and scheduler, name to process."""

    version: str
    folder: str
    port: int = 0
    pid: int = 0
    programs: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class RolloutState:
    """`canary` empty: nothing rolls. `spare`: the colour before, warm until `spare_until`. Moments in ISO 8601, UTC."""

    system: str = OWN_SYSTEM
    live: str = ""
    canary: str = ""
    percent: int = 0
    held: bool = False
    step_at: str = ""
    step_offset: int = 0  # of the proxy's log: the step's requests stand behind it
    seen_at: str = ""
    lost_checks: int = 0
    spare: str = ""
    spare_until: str = ""
    verdict: str = ""
    leaving: str = ""  # why it is being taken back, until that is done and read back
    builds: dict[str, Build] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    taken_back: list[str] = field(default_factory=list)  # version and reason, until its chain has begun
    taken_back_en: str = ""  # its reason in English; apart, because the program before reads two in the list
    pending: list[dict[str, str]] = field(default_factory=list)  # links of a rollback's chain that are still to be done
    answered: dict[str, Any] = field(default_factory=dict)  # the last command carried out: id, done, answer
    file: Path | None = None  # where it is kept; None: nowhere

    def keep(self) -> None:
        """Write it whole now, in the middle of a step that may be killed."""
        if self.file is None:
            return
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps(self.as_json(), indent=1))
        part.replace(self.file)

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name != "file"}

    def note(self, words: str, now: datetime) -> None:
        self.history = [*self.history, f"{now:%Y-%m-%d %H:%M:%S} {words}"][-200:]


@contextmanager
def rollout_state(folder: Path, *, wait: bool = False) -> Iterator[RolloutState]:
    """The state, kept when the block ends, also when it raises. Raises RolloutBusy where another process has it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "rollout.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise RolloutBusy("perintah rilis lain sedang berjalan") from None
        state = read_state(folder)
        try:
            yield state
        finally:
            state.keep()


def read_state(folder: Path) -> RolloutState:
    file = folder / "state.json"
    if not file.exists():
        return RolloutState(file=file)
    names = {one.name for one in fields(RolloutState)}  # a newer version may have kept more
    known = {name: value for name, value in json.loads(file.read_text()).items() if name in names}
    builds = {colour: Build(**facts) for colour, facts in known.pop("builds").items()}
    return RolloutState(builds=builds, file=file, **known)
