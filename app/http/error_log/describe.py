"""A log line of level ERROR as a group of errors knows it."""

import hashlib
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from flask import has_request_context, request
from sqlalchemy.exc import DBAPIError

from app.core.clock import utc_now
from app.core.text.masking import hide_all, without_values
from workflows.monitoring import Frame, SeenError

ROOT = Path(__file__).resolve().parents[3]
LEVELS = {"error", "critical"}
REPEATED_ELSEWHERE = {"rq.worker"}  # writes down a job's exception as text; the worker has told it already
LAST_CALLS = 5  # of our own code: what a fingerprint is made of
LONGEST = 500


def describe(event: Mapping[str, Any]) -> SeenError | None:
    """None for a line that is no error. `event`: as structlog's processors have it, before the traceback is text."""
    if event.get("level") not in LEVELS or event.get("logger") in REPEATED_ELSEWHERE:
        return None
    problem = _exception_of(event.get("exc_info"))
    frames = tuple(_frames(problem.__traceback__)) if problem else ()
    kind = _name(problem) if problem else str(event.get("logger") or "log")
    message = _words(problem) if problem else hide_all(str(event.get("event", "")))[:LONGEST]
    now = utc_now()
    return SeenError(
        fingerprint=_fingerprint(kind, frames, message),
        kind=kind,
        message=message,
        at=now,
        first_at=now,
        trace=_trace(problem) if problem else "",
        frames=frames,
        part=str(event.get("job") or "web"),
        route=f"{request.method} {request.url_rule.rule}" if has_request_context() and request.url_rule else "",
        request_id=str(event.get("request_id") or ""),
    )


def _exception_of(given: Any) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1] if isinstance(given[1], BaseException) else None
    return sys.exc_info()[1] if given else None


def _name(problem: BaseException) -> str:
    module = type(problem).__module__
    return type(problem).__qualname__ if module == "builtins" else f"{module}.{type(problem).__qualname__}"


def _words(problem: BaseException) -> str:
    """A database's error without its statement, its parameters and its details, which hold people's data."""
    problem_shown: Any = problem.orig if isinstance(problem, DBAPIError) and problem.orig else problem
    first = str(problem_shown).split("\n", 1)[0] if isinstance(problem, DBAPIError) else str(problem_shown)
    return hide_all(first)[:LONGEST]


def _frames(trace: TracebackType | None) -> Iterator[Frame]:
    for call in traceback.extract_tb(trace):
        path = Path(call.filename)
        ours = path.is_relative_to(ROOT) and ".venv" not in path.parts
        name = str(path.relative_to(ROOT)) if ours else "/".join(path.parts[-3:])
        yield Frame(name, call.lineno or 0, call.name, ours)


def _fingerprint(kind: str, frames: tuple[Frame, ...], message: str) -> str:
    """The same error of two releases is one: line numbers are left out. Without a traceback the sentence decides."""
    calls = [f"{one.file} {one.function}" for one in frames if one.ours][-LAST_CALLS:] or [
        f"{one.file} {one.function}" for one in frames[-LAST_CALLS:]
    ]
    parts = [kind, *calls] if calls else [kind, without_values(message)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:40]


def _trace(problem: BaseException) -> str:
    """Every exception of the chain, the first cause first; source lines, but no values."""
    chain: list[str] = []
    one: BaseException | None = problem
    while one is not None and len(chain) < LAST_CALLS:
        calls = "".join(traceback.format_tb(one.__traceback__)).replace(f"{ROOT}/", "")
        chain.append(f"{calls}{_name(one)}: {_words(one)}")
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return hide_all("\n\n".join(reversed(chain)))
