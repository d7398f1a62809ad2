"""Refusals in the audit log: the 1st, 10th, 100th … of each kind and person, so that nobody can flood it."""

from flask import g, request
from flask_login import current_user
from limits.storage import MemoryStorage, Storage

from app.core.clock import utc_now
from app.core.db import transaction
from app.core.units import unit_of
from app.http.auth.signed_in import signed_in_user
from app.http.security.rate_limits import home_address, limiter
from app.models.accounts.user import User
from workflows.transitions import note

COUNTED_SECONDS = 600
MOST_AN_HOUR = 300  # lines, from whomever; beyond that only every tenth, hundredth … of all
_own_count = MemoryStorage()  # while Redis is away


def note_refusal(status: int) -> None:
    """Write down that somebody was refused here. The request's own work must have been rolled back before."""
    known = current_user.is_authenticated if current_user else False
    who = f"user:{current_user.id}" if known else f"address:{home_address()}"
    count = _count(f"{status}:{who}", COUNTED_SECONDS)
    if not _is_round(count):
        return
    lines = _count("lines", 3600)
    if lines > MOST_AN_HOUR and not _is_round(lines):
        return
    where = f"{request.method} {request.url_rule.rule if request.url_rule else '?'}"
    actor = signed_in_user() if known else None
    values = {"where": where, "status": status, "times": count}
    with transaction() as session:
        unit_of(session).request_id = g.get("request_id", "")
        note(
            session, User.__tablename__, actor.id if actor else 0, "entry_refused", actor=actor, now=utc_now(), **values
        )


def _count(what: str, seconds: int) -> int:
    key = f"sigap:refused:{what}"
    try:
        storage: Storage = limiter.storage
        return storage.incr(key, seconds)
    except Exception:  # noqa: BLE001  whatever is wrong with it, refusing must go on
        return _own_count.incr(key, seconds)


def _is_round(count: int) -> bool:
    """Of 1, 10, 100, 1000 and so on."""
    return str(count).rstrip("0") == "1"
