"""Make the step on the next row that waits."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotAllowed, NotFound
from app.core.units import unit_of
from app.models import FLOWS
from app.models.accounts.user import UserStatus
from app.models.bulk_run import BulkRow, RowOutcome
from workflows.read_content import require_read
from workflows.verbs import perform


def do_next_row(session: Session, *, now: datetime, run_id: int | None = None) -> int | None:
    """Its id, None: nothing waits. As whoever asked, with their rights of now; `run_id`: of this run only."""
    waiting = select(BulkRow).where(BulkRow.outcome == RowOutcome.WAITING)
    if run_id is not None:
        waiting = waiting.where(BulkRow.run_id == run_id)
    next_one = waiting.order_by(BulkRow.id).limit(1).with_for_update(skip_locked=True)
    row = session.scalars(next_one.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        return None
    run = row.run
    unit_of(session).actor_id = run.user_id
    try:
        with session.begin_nested():
            if run.user.status != UserStatus.ACTIVE:
                raise NotAllowed
            _require_read(session, row)
            perform(session, FLOWS[run.flow], run.step, row.record_id, actor=run.user, now=now, answers={})
            session.flush()
    except DomainError as refusal:
        row.outcome, row.why = RowOutcome.REFUSED, str(refusal)
    else:
        row.outcome = RowOutcome.DONE
    row.done_at = now
    session.flush()
    return row.id


def _require_read(session: Session, row: BulkRow) -> None:
    if not row.seen:
        return
    flow = FLOWS[row.run.flow]
    alone: Any = {"of": flow.model}
    record = session.get(flow.model, row.record_id, with_for_update=alone, populate_existing=True)
    if record is None:
        raise NotFound
    require_read(row.seen, flow.content_of(record))
