"""What is told of an error, whoever is told."""

from dataclasses import dataclass
from datetime import datetime

from integrations.outcome import ChannelDown, Refused, TryLater
from integrations.wire import Reply

REFUSED_KEY = {401, 403}
TOO_MANY, BROKEN = 429, 500


@dataclass(frozen=True, slots=True)
class TrackedCall:
    """One call of a traceback, the outermost first."""

    file: str
    line: int
    function: str
    ours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedError:
    """The latest of `count` occurrences. `at` is aware; text is masked."""

    fingerprint: str
    kind: str
    message: str
    at: datetime
    count: int
    trace: str
    calls: tuple[TrackedCall, ...]
    part: str
    route: str
    request_id: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Which installation tells it."""

    release: str
    environment: str
    host: str
    colour: str = ""


def require_taken(reply: Reply, detail: str) -> None:
    """Raise DeliveryProblem for anything but 2xx."""
    if reply.status in REFUSED_KEY:
        raise ChannelDown(f"http_{reply.status}", detail)
    if reply.status == TOO_MANY or reply.status >= BROKEN:
        raise TryLater(f"http_{reply.status}", detail, reply.retry_after)
    if not 200 <= reply.status < 300:  # noqa: PLR2004  HTTP's own classes
        raise Refused(f"http_{reply.status}", detail)
