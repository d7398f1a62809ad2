"""Reads values out of JSON that anybody wrote: a wrong shape gives None or nothing, never an exception."""

import hashlib
import json
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

DEEPEST = 40  # genuine provider payloads stay under 15 levels
LARGEST_ID = 2**63 - 1
LONGEST_KEY = 200

_EPOCH = re.compile(r"[0-9]{1,12}", re.ASCII)


def reach(value: Any, *path: str) -> Any:
    """Follow keys through nested objects; None as soon as one is missing."""
    for key in path:
        if not isinstance(value, Mapping):
            return None
        value = value.get(key)
    return value


def text(value: Any, *path: str) -> str | None:
    """Give a non-empty string that PostgreSQL can store (no NUL, no lone surrogate)."""
    found = reach(value, *path)
    if not isinstance(found, str):
        return None
    return clean(found) or None


def clean(value: str) -> str:
    """Drop what no UTF-8 database column can hold."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def mapping(value: Any, *path: str) -> Mapping[str, Any]:
    """Give the object at the path, or an empty one."""
    found = reach(value, *path)
    return found if isinstance(found, Mapping) else {}


def items(value: Any, *path: str) -> Sequence[Any]:
    """Give the array at the path, or an empty one."""
    found = reach(value, *path)
    return found if isinstance(found, list | tuple) else ()


def whole(value: Any, *path: str) -> int | None:
    """Give an integer that fits a BIGINT; true and false are no numbers."""
    found = reach(value, *path)
    if isinstance(found, bool) or not isinstance(found, int):
        return None
    return found if abs(found) <= LARGEST_ID else None


def moment(value: Any, *path: str) -> datetime | None:
    """Give an aware UTC time from epoch seconds, written as a string (Meta) or a number (Telegram)."""
    found = reach(value, *path)
    digits = str(found) if isinstance(found, int) and not isinstance(found, bool) else found
    if not isinstance(digits, str) or not _EPOCH.fullmatch(digits):
        return None
    try:
        return datetime.fromtimestamp(int(digits), UTC)
    except (OverflowError, OSError, ValueError):
        return None


def storable(value: Any, depth: int = 0) -> Any:
    """Copy JSON so that a JSONB column takes it: no NUL, NaN or lone surrogate, nothing absurdly deep."""
    if depth > DEEPEST:
        return "…"
    if isinstance(value, Mapping):
        # Sorted, so that two keys which clean up alike always leave the same one behind.
        return {clean(str(key)): storable(value[key], depth + 1) for key in sorted(value, key=str)}
    if isinstance(value, list | tuple):
        return [storable(inner, depth + 1) for inner in value]
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, bool | int) else clean(str(value))


def fingerprint(value: Any) -> str:
    """Hash JSON independently of key order, as the identity of something that has no id of its own."""
    written = json.dumps(storable(value), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def unique_key(*parts: str) -> str:
    """Join parts into a key that always fits its column: a long one ends in a digest."""
    key = ":".join(parts)
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 65]}:{hashlib.sha256(key.encode()).hexdigest()}"
