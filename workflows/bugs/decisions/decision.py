"""What every decision about a bug report writes beside the status."""

from datetime import datetime
from typing import Any

from sqlalchemy import func

from app.models.accounts.user import User
from app.models.feedback.bug import BugReport


def seen_by(actor: User) -> dict[str, Any]:
    """Whoever reacts has read what the reporter added, and answers for the report unless somebody does already."""
    return {"unread_at": None, "owner_id": func.coalesce(BugReport.owner_id, actor.id)}


def decision(actor: User, now: datetime, *, reason: str | None = None) -> dict[str, Any]:
    """Who, when, why; a report that is decided counts as followed up, by whoever was first."""
    return {
        "decided_at": now,
        "decided_by_id": actor.id,
        "decision_reason": reason,
        **seen_by(actor),
        "handled_at": func.coalesce(BugReport.handled_at, now),
        "handled_by_id": func.coalesce(BugReport.handled_by_id, actor.id),
    }


UNDECIDED: dict[str, Any] = {
    "decided_at": None,
    "decided_by_id": None,
    "decision_reason": None,
    "handled_at": None,
    "handled_by_id": None,
    "fixed_at": None,
    "fixed_version": None,
    "duplicate_of_id": None,
}
