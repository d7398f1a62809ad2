"""The signed links in a call and a test call: whoever holds one answers as the person who was called, by a POST."""

import re
from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.core.identifiers import read_id
from app.http.pages.links.sealed_link import is_genuine, seal

LIVES_SECONDS = 2 * 86400
CALL, TEST_CALL = "call", "call/test"
_TOKEN = re.compile(r"(\d{1,19})-(\d{1,19})-(\d{1,5})-(.+)", re.ASCII)


def call_link(incident_id: int, user_id: int, version: int, now: datetime) -> tuple[str, Sealed]:
    """The path with a mark in it, and what the message keeps. `version`: the person's `links_version`."""
    return _link(CALL, incident_id, user_id, version, now)


def read_call_token(token: str, now: datetime) -> tuple[int, int, int] | None:
    """Incident, person and version; None for a link that is not ours or too old."""
    return _read(CALL, token, now)


def test_call_link(test_id: int, user_id: int, version: int, now: datetime) -> tuple[str, Sealed]:
    """As `call_link`, of a test call."""
    return _link(TEST_CALL, test_id, user_id, version, now)


def read_test_call_token(token: str, now: datetime) -> tuple[int, int, int] | None:
    """Test call, person and version; None for a link that is not ours or too old."""
    return _read(TEST_CALL, token, now)


def _link(purpose: str, subject_id: int, user_id: int, version: int, now: datetime) -> tuple[str, Sealed]:
    about = f"{subject_id}-{user_id}-{version}"
    ending, sealed = seal(f"{purpose} {about}", now, seconds=LIVES_SECONDS)
    return f"/{purpose}/{about}-{ending}", sealed


def _read(purpose: str, token: str, now: datetime) -> tuple[int, int, int] | None:
    found = _TOKEN.fullmatch(token)
    if found is None or not is_genuine(f"{purpose} {found[1]}-{found[2]}-{found[3]}", found[4], now):
        return None
    subject_id, user_id = read_id(found[1]), read_id(found[2])
    return (subject_id, user_id, int(found[3])) if subject_id and user_id else None
