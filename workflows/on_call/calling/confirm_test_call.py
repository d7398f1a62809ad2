"""Say that a test call was received."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.on_call.calling import CallTest, ConfirmedBy


def confirm_test_call(session: Session, *, test_id: int, actor: User, by: ConfirmedBy, now: datetime) -> CallTest:
    """The first answer counts; raises NotFound for a call to somebody else."""
    test = session.get(CallTest, test_id, with_for_update=True, populate_existing=True)
    if test is None or test.user_id != actor.id:
        raise NotFound
    if test.confirmed_at is None:
        test.confirmed_at, test.confirmed_by = now, by
        session.flush()
    return test
