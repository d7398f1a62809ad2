"""One click, one effect: a form's key and the answer it led to are stored with the effect."""

from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.idempotency import IdempotencyKey

# made once: every click on every form passes here
_KEYS = cast("Table", IdempotencyKey.__table__)
_OURS = (
    insert(_KEYS)
    .values(scope=bindparam("scope"), key=bindparam("key"), answer={})
    .on_conflict_do_nothing(index_elements=[_KEYS.c.scope, _KEYS.c.key])
    .returning(_KEYS.c.id)
)
_ANSWERED = (
    update(_KEYS)
    .where(_KEYS.c.scope == bindparam("of_scope"), _KEYS.c.key == bindparam("of_key"))
    .values(answer=bindparam("said", type_=_KEYS.c.answer.type))
)


def find_answer(session: Session, *, scope: str, key: str) -> dict[str, Any] | None:
    """None: the key is new and now ours. Otherwise what the first click was answered.

    The INSERT waits for a first click that is still running: two taps at once end in one effect and one answer.
    """
    fresh = session.execute(_OURS, {"scope": scope, "key": key}).scalar_one_or_none()
    if fresh is not None:
        return None
    known = select(IdempotencyKey.answer).where(IdempotencyKey.scope == scope, IdempotencyKey.key == key)
    return session.execute(known).scalar_one()


def store_answer(session: Session, *, scope: str, key: str, answer: dict[str, Any]) -> None:
    session.execute(_ANSWERED, {"of_scope": scope, "of_key": key, "said": answer})
