"""The state of a record as its reader saw it: a hash of what was shown."""

import hashlib
import json
from typing import Any

from flask import request

from app.api.errors import MatchMissing, Stale


def etag_of(document: dict[str, Any]) -> str:
    plain = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def has_if_match() -> bool:
    return bool(request.headers.get("If-Match", "").strip())


def require_if_match() -> None:
    if not has_if_match():
        raise MatchMissing


def require_fresh(document: dict[str, Any]) -> None:
    """`document`: the record as it is now, its row locked, so that nobody can change it before the edit is in."""
    asked = request.if_match
    if not (asked.star_tag or asked.contains(etag_of(document))):
        raise Stale
