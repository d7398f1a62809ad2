"""End links and codes for a forgotten password."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models.accounts.sessions import PasswordReset
from workflows.authentication.sessions.run_unloaded import run_unloaded


def end_resets(session: Session, *, user_id: int, now: datetime) -> None:
    """Links and codes for a forgotten password: also when the address or number they went to is no longer theirs."""
    asked = update(PasswordReset).where(PasswordReset.user_id == user_id, PasswordReset.used_at.is_(None))
    run_unloaded(session, asked.values(used_at=now))
