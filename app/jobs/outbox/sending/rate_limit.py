"""A provider's rate limit and the pauses it asks for, kept by all threads of all processes together, in Redis."""

import threading
import time
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

LONGEST_WAIT = 3.0  # seconds a thread sleeps; a longer wait is left to the next sweep
FORGET_AFTER = 600_000  # milliseconds
MOST_KEPT = 10_000  # turns kept by one process; those that have passed are dropped

# The next free moment in microseconds by Redis' own clock (GCRA). A caller who would wait too long takes no turn.
_TURN = """
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local turn = tonumber(redis.call('GET', KEYS[1]) or '0')
if turn < now then turn = now end
if turn - now <= tonumber(ARGV[2]) then
  redis.call('SET', KEYS[1], string.format('%.0f', turn + ARGV[1]), 'PX', ARGV[3])
end
return string.format('%.0f', turn - now)
"""
_REST = """
local time = redis.call('TIME')
local until_ = time[1] * 1000000 + time[2] + ARGV[1]
if until_ > tonumber(redis.call('GET', KEYS[1]) or '0') then
  redis.call('SET', KEYS[1], string.format('%.0f', until_), 'PX', math.floor(ARGV[1] / 1000) + ARGV[2])
end
"""


class RateLimiter:
    """Gives each caller its own moment, `per_second` of them a second; without Redis, for this process alone.

    `of`: a chat or another address with a limit of its own under the same name.
    """

    def __init__(self, per_second: float, *, redis: "Redis | None" = None, name: str = "") -> None:
        self._step = 1.0 / per_second
        self._redis, self._key = redis, f"sigap:rate:{name}"
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}

    def wait(self, of: str = "") -> float:
        """Sleep until a message may be sent and return 0.0; where that is too long, return the seconds at once."""
        left = self._ask_redis(of)
        if left is None:
            left = self._ask_here(of)
        if left > LONGEST_WAIT:
            return left
        if left > 0:
            time.sleep(left)
        return 0.0

    def rest(self, seconds: float) -> None:
        """The provider asked for a pause: nobody gets a turn before it is over."""
        with self._lock:
            self._next[""] = max(self._next.get("", 0.0), time.monotonic() + seconds)
        self._run(_REST, "", int(seconds * 1e6), FORGET_AFTER)

    def _ask_redis(self, of: str) -> float | None:
        found = self._run(_TURN, of, int(self._step * 1e6), int(LONGEST_WAIT * 1e6), FORGET_AFTER)
        return None if found is None else float(found) / 1e6

    def _ask_here(self, of: str) -> float:
        with self._lock:
            now = time.monotonic()
            if len(self._next) >= MOST_KEPT:
                self._next = {name: at for name, at in self._next.items() if at > now}
            turn = max(self._next.get(of, 0.0), now)
            if turn - now <= LONGEST_WAIT:
                self._next[of] = turn + self._step
        return turn - now

    def _run(self, script: str, of: str, *values: int) -> Any:
        if self._redis is None:
            return None
        try:
            return self._redis.eval(script, 1, f"{self._key}:{of}" if of else self._key, *map(str, values)) or b"0"
        except RedisError:
            return None
