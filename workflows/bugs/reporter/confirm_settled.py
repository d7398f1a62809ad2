"""The reporter says whether a fixed bug is settled for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.feedback.bug import BugReport, BugStatus
from app.policies.public_visibility import seen_by_reporter
from workflows.bugs.reporter.add_to_bug import add_to_bug
from workflows.transitions import note

NOT_YET = N_("Belum beres.")


def confirm_settled(session: Session, *, bug_id: int, settled: bool, actor: User, now: datetime) -> BugReport:
    """The status stays. `settled` False: unread, and no longer marked as seen to. Raises NotAvailable."""
    own = (BugReport.id == bug_id) & seen_by_reporter(actor) & (BugReport.status == BugStatus.FIXED)
    again: dict[str, Any] = {} if settled else {"handled_at": None, "handled_by_id": None}
    statement = update(BugReport).where(own).values(settled=settled, settled_at=now, **again).returning(BugReport.id)
    if session.scalar(statement.execution_options(noted=True)) is None:
        raise NotAvailable(N_("Laporan ini belum selesai; Anda dapat menambahkan keterangan."))
    note(session, "bug_reports", bug_id, "settled" if settled else "not_settled", actor=actor, now=now)
    if not settled:
        add_to_bug(session, bug_id=bug_id, text=str(NOT_YET), actor=actor, now=now)
    return session.get_one(BugReport, bug_id, populate_existing=True)
