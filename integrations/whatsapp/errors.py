"""Meta's error codes: they decide what to do next, never the HTTP status or the title."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from integrations.outcome import ChannelDown, DeliveryProblem, Refused, TryLater
from integrations.shapes import text, whole


class Remedy(StrEnum):
    """What a code asks us to do."""

    STOP = "STOP"  # the account itself: stop the channel, alert an admin
    WAIT = "WAIT"  # rate, load or a hiccup: the same message again later
    OTHER_WAY = "OTHER_WAY"  # this contact cannot be reached so: template, other channel
    FIX = "FIX"  # our message is wrong
    UNKNOWN = "UNKNOWN"


NEEDS_TEMPLATE = "131047"
USER_ID_NOT_SUPPORTED = "131062"
TEMPLATE_OUT_OF_USE = {"132001": "DELETED", "132015": "PAUSED", "132016": "DISABLED"}  # code: the status it tells
ACCOUNT_RESTRICTED = frozenset({"368", "131031"})  # lasts until Meta lifts it: waiting does not help

STOP = frozenset({0, 3, 10, 190, 368, 130497, 131031, 131037, 131042, 131044, 131045, *range(200, 300)})
WAIT = frozenset({1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 131064, 133016})
OTHER_WAY = frozenset({130472, 131021, 131026, 131030, 131047, 131049, 131050, 131062})
FIX = frozenset({
    100, 131008, 131009, 131051, 131052, 131053, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016,
})  # fmt: skip
_REMEDIES = ((STOP, Remedy.STOP), (WAIT, Remedy.WAIT), (OTHER_WAY, Remedy.OTHER_WAY), (FIX, Remedy.FIX))

FIRST_SERVER_ERROR = 500
TOO_MANY = 429


def remedy(code: int) -> Remedy:
    """Look up what a code asks for."""
    return next((found for codes, found in _REMEDIES if code in codes), Remedy.UNKNOWN)


def problem(code: int, detail: str = "", *, status: int = 400, retry_after: float | None = None) -> DeliveryProblem:
    """Turn a code into an exception; the HTTP status only helps with a code nobody has documented."""
    kind = remedy(code)
    passing = kind is Remedy.UNKNOWN and (status == TOO_MANY or status >= FIRST_SERVER_ERROR)
    if kind is Remedy.WAIT or passing:
        return TryLater(str(code), detail, retry_after)
    if kind is Remedy.STOP:
        return ChannelDown(str(code), detail)
    return Refused(str(code), detail)


def code_and_detail(error: Any) -> tuple[int | None, str]:
    """Read one Graph error object, as found in answers and in failed statuses."""
    words = text(error, "error_data", "details") or text(error, "message") or text(error, "title")
    return whole(error, "code"), words or ""


def from_body(body: Mapping[str, Any], *, status: int, retry_after: float | None) -> DeliveryProblem | None:
    """Judge a Graph answer; None when it holds no Graph error."""
    code, detail = code_and_detail(body.get("error"))
    return None if code is None else problem(code, detail, status=status, retry_after=retry_after)
