"""Make a check."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.monitoring.check import Check, CheckKind, CheckRun
from workflows.monitoring.checks.check_options import fit_check, hash_of


def make_check(session: Session, *, actor: User | None, now: datetime, ping_token: str = "", **values: Any) -> Check:
    """`ping_token` is the secret part of a heartbeat's address; only its SHA-256 is kept. Raises Invalid."""
    check = Check(created_by_id=actor.id if actor else None, created_at=now, **fit_check(values))
    if check.kind == CheckKind.HEARTBEAT:
        check.ping_hash = hash_of(ping_token)
    check.run = CheckRun(due_at=now, changes=[])
    session.add(check)
    session.flush()
    return check
