"""One's own runs and what became of their rows; nobody else's."""

from collections.abc import Mapping, Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.bulk_run import BulkRow, BulkRun, RowOutcome

SHOWN = 30
FIRST = (RowOutcome.REFUSED, RowOutcome.WAITING, RowOutcome.DONE)


def list_own_runs(session: Session, *, actor: User) -> Sequence[BulkRun]:
    """Newest first."""
    mine = select(BulkRun).where(BulkRun.user_id == actor.id).order_by(BulkRun.id.desc()).limit(SHOWN)
    return session.scalars(mine).all()


def get_own_run(session: Session, *, run_id: int, actor: User) -> BulkRun:
    run = session.scalars(select(BulkRun).where(BulkRun.id == run_id, BulkRun.user_id == actor.id)).one_or_none()
    if run is None:
        raise NotFound
    return run


def list_rows(session: Session, *, run_id: int) -> Sequence[BulkRow]:
    """What was refused stands first."""
    place = case({outcome: number for number, outcome in enumerate(FIRST)}, value=BulkRow.outcome)
    rows = select(BulkRow).where(BulkRow.run_id == run_id).order_by(place, BulkRow.id)
    return session.scalars(rows.execution_options(populate_existing=True)).all()


def count_outcomes(session: Session, *, run_id: int) -> Mapping[RowOutcome, int]:
    counted = select(BulkRow.outcome, func.count()).where(BulkRow.run_id == run_id).group_by(BulkRow.outcome)
    found = {RowOutcome(outcome): number for outcome, number in session.execute(counted)}
    return {outcome: found.get(outcome, 0) for outcome in RowOutcome}
