"""The signed link in a call: whoever holds it acknowledges as the person who was called, by a POST."""

import re
from datetime import datetime

from app.core.crypto.derived_secrets import Sealed
from app.core.identifiers import read_id
from app.http.pages.sealed_link import is_genuine, seal

LIVES_SECONDS = 2 * 86400
_TOKEN = re.compile(r"(\d{1,19})-(\d{1,19})-(\d{1,5})-(.+)", re.ASCII)


def call_link(incident_id: int, user_id: int, version: int, now: datetime) -> tuple[str, Sealed]:
    """The path with a mark in it, and what the message keeps. `version`: the person's `links_version`."""
    about = f"{incident_id}-{user_id}-{version}"
    ending, sealed = seal(f"call {about}", now, seconds=LIVES_SECONDS)
    return f"/call/{about}-{ending}", sealed


def read_call_token(token: str, now: datetime) -> tuple[int, int, int] | None:
    """Incident, person and version; None for a link that is not ours or too old."""
    found = _TOKEN.fullmatch(token)
    if found is None or not is_genuine(f"call {found[1]}-{found[2]}-{found[3]}", found[4], now):
        return None
    incident_id, user_id = read_id(found[1]), read_id(found[2])
    return (incident_id, user_id, int(found[3])) if incident_id and user_id else None
