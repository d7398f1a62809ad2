"""One press, one effect: a form's key and the answer it led to are stored with the effect."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.ledger import IdempotencyKey

KEPT_FOR = timedelta(days=7)  # a phone may come back from the field with last week's check-ins


def find_answer(session: Session, *, scope: str, key: str) -> dict[str, Any] | None:
    """None: the key is new and now ours. Otherwise what the first press was answered.

    The INSERT waits for a first press that is still running: two taps at once end in one effect and one answer.
    """
    row = insert(IdempotencyKey).values(scope=scope, key=key, answer={})
    fresh = session.execute(
        row.on_conflict_do_nothing(index_elements=[IdempotencyKey.scope, IdempotencyKey.key]).returning(
            IdempotencyKey.id
        )
    ).scalar_one_or_none()
    if fresh is not None:
        return None
    known = select(IdempotencyKey.answer).where(IdempotencyKey.scope == scope, IdempotencyKey.key == key)
    return session.execute(known).scalar_one()


def keep_answer(session: Session, *, scope: str, key: str, answer: dict[str, Any]) -> None:
    session.execute(
        update(IdempotencyKey).where(IdempotencyKey.scope == scope, IdempotencyKey.key == key).values(answer=answer)
    )


def forget_old_keys(session: Session, *, now: datetime) -> int:
    """Throw away keys nobody can press again; how many went."""
    old = delete(IdempotencyKey).where(IdempotencyKey.created_at < now - KEPT_FOR).returning(IdempotencyKey.id)
    return len(session.scalars(old).all())
