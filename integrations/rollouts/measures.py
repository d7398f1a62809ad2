"""How two versions do since a moment: requests, errors, p95. One contract, read from Prometheus or from an address."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

SECONDS = 5.0


class MeasuresAway(Exception):
    """Nobody answers, or what is answered are no figures."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one version. `p95_ms` None: nothing was answered."""

    requests: int
    errors: int
    p95_ms: float | None


def read_http(address: str, token: str | None, *, version: str, seconds: int) -> tuple[Measured, Measured]:
    """GET address?version=…&seconds=…, answered {"new": {"requests", "errors", "p95_ms"}, "old": {…}}."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = _get(address, {"version": version, "seconds": str(seconds)}, headers)
    return _measured(answer.get("new")), _measured(answer.get("old"))


def read_prometheus(
    address: str, queries: Mapping[str, str], *, version: str, seconds: int
) -> tuple[Measured, Measured]:
    """`queries`: new_requests, new_errors, new_p95_ms and the same with old_; {version} and {seconds} are filled in.

    A query without a series counts 0, so that the judge waits; p95 of nothing is None.
    """

    def ask(name: str) -> float | None:
        text = queries[name].replace("{version}", version).replace("{seconds}", str(max(seconds, 1)))
        answer = _get(f"{address}/api/v1/query", {"query": text}, {})
        try:
            found = answer["data"]["result"]
            value = float(found[0]["value"][1]) if found else None
        except (KeyError, IndexError, TypeError, ValueError):
            raise MeasuresAway(f"{address}: {name}") from None
        return None if value is None or math.isnan(value) or math.isinf(value) else value

    def side(of: str) -> Measured:
        counts = [round(ask(f"{of}_{name}") or 0) for name in ("requests", "errors")]
        return Measured(counts[0], min(counts[1], counts[0]), ask(f"{of}_p95_ms"))

    return side("new"), side("old")


def _get(address: str, query: Mapping[str, str], headers: Mapping[str, str]) -> Any:
    try:
        answer = requests.get(address, params=query, headers=headers, timeout=SECONDS, allow_redirects=False)
        answer.raise_for_status()
        parsed = answer.json()
    except (requests.RequestException, ValueError) as problem:
        raise MeasuresAway(f"{address}: {type(problem).__name__}") from None
    if not isinstance(parsed, dict):
        raise MeasuresAway(f"{address}: bukan objek JSON")
    return parsed


def _measured(value: Any) -> Measured:
    known = value if isinstance(value, dict) else {}
    count: Any = known.get("requests")
    errors: Any = known.get("errors")
    p95: Any = known.get("p95_ms")
    whole = all(isinstance(one, int) and not isinstance(one, bool) and one >= 0 for one in (count, errors))
    well = whole and errors <= count and (p95 is None or (isinstance(p95, int | float) and p95 >= 0))
    if not well:
        raise MeasuresAway(f"bukan angka: {value!r:.100}")
    return Measured(count, errors, None if p95 is None else float(p95))
