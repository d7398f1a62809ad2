"""The last test call of each person."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.on_call.calling import CallTest


def list_last_tests(session: Session, user_ids: Iterable[int]) -> Mapping[int, CallTest]:
    """By person; nobody who was never tested."""
    newest = select(CallTest).where(CallTest.user_id.in_(list(user_ids))).distinct(CallTest.user_id)
    return {one.user_id: one for one in session.scalars(newest.order_by(CallTest.user_id, CallTest.id.desc()))}
