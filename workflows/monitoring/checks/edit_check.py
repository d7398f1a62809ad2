"""Change a check."""

from typing import Any

from sqlalchemy.orm import Session

from app.models.monitoring.check import Check
from workflows.monitoring.checks.check_options import fit_check


def edit_check(session: Session, *, check: Check, **values: Any) -> Check:
    for name, value in fit_check({"kind": check.kind, **values}).items():
        setattr(check, name, value)
    check.version += 1
    session.flush()
    return check
