"""What the readers of reports share: what one report shows, and what is wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

LARGEST = 20 * 1024 * 1024  # bytes


class BadReport(Exception):
    """Not a report of this kind, too large, or of a run that did not work; `code` and `values`: of `complaints`."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Finding:
    """What one report shows. `made_at` and `commit` where the report itself tells them."""

    passed: bool
    facts: Mapping[str, Any] = field(default_factory=dict)
    made_at: datetime | None = None
    commit: str = ""


def moment_of(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
