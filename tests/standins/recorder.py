"""What a stand-in remembers and how it was told to misbehave, safe between threads."""

import threading
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Behaviour:
    """One way to misbehave, for `times` requests (None: until `calm`).

    `accept` means the provider did take the message although its answer says otherwise or never comes;
    `hang` answers only after so many seconds; `drop` closes the connection without an answer.
    """

    status: int | None = None
    times: int | None = 1
    retry_after: float | None = None
    hang: float = 0.0
    drop: bool = False
    accept: bool = False
    body: bytes | None = None
    at: str | None = None  # the mail stand-in's step: connect, auth, mail, rcpt, data


class Recorder:
    """`received`: what was accepted; `calls`: every request with its answer; `violations`: broken contracts."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.stopping = threading.Event()
        self.received: list[dict[str, Any]] = []
        self.calls: list[dict[str, Any]] = []
        self.violations: list[str] = []
        self.delay = 0.0
        self._behaviours: list[Behaviour] = []
        self._last_number = 0

    def behave(self, status: int | None = None, **given: Any) -> None:
        """Misbehave for the next requests; several calls queue up. Without `times`, until `calm()`."""
        with self.changed:
            self._behaviours.append(Behaviour(status, **{"times": None, **given}))

    def calm(self) -> None:
        """Behave well again."""
        with self.changed:
            self._behaviours.clear()
            self.delay = 0.0

    def next_behaviour(self, at: str | None = None) -> Behaviour:
        """Take the behaviour for this request (or this step of a mail conversation)."""
        with self.changed:
            due = next((behaviour for behaviour in self._behaviours if behaviour.at == at), None)
            if due is None:
                return Behaviour()
            if due.times is not None:
                due.times -= 1
                if due.times <= 0:
                    self._behaviours.remove(due)
            return due

    def number(self) -> int:
        """Give the next number for an id."""
        with self.changed:
            self._last_number += 1
            return self._last_number

    def accept(self, entry: dict[str, Any]) -> None:
        """Remember an accepted message."""
        with self.changed:
            self.received.append({"at": time.time(), **entry})
            self.changed.notify_all()

    def note_call(self, **call: Any) -> None:
        """Remember a request, whatever became of it."""
        with self.changed:
            self.calls.append({"at": time.time(), **call})
            self.changed.notify_all()

    def violate(self, rule: str) -> None:
        """Remember a broken contract."""
        with self.changed:
            self.violations.append(rule)

    def forget(self) -> None:
        """Empty the memory."""
        with self.changed:
            self.received.clear()
            self.calls.clear()
            self.violations.clear()

    def wait_for(self, count: int = 1, timeout: float = 10.0) -> list[dict[str, Any]]:
        """Wait until so many messages were accepted and give them; AssertionError when they do not come."""
        with self.changed:
            enough = self.changed.wait_for(lambda: len(self.received) >= count, timeout)
            assert enough, f"expected {count} messages, got {len(self.received)}; violations: {self.violations}"
            return list(self.received)

    def duplicates(self, key: str = "dedupe") -> dict[Any, int]:
        """Give what was accepted more than once, by the key the sender should have kept unique."""
        with self.changed:
            counted = Counter(entry.get(key) for entry in self.received if entry.get(key) is not None)
        return {value: count for value, count in counted.items() if count > 1}

    def pause(self, seconds: float) -> None:
        """Sleep, but wake up when the stand-in stops."""
        if seconds > 0:
            self.stopping.wait(seconds)
