"""Bulk statements of rows that no loaded object shows."""

from typing import Any

from sqlalchemy.orm import Session


def run_unloaded(session: Session, statement: Any) -> None:
    session.execute(statement.execution_options(synchronize_session=False))
