"""Send the answers whose seconds are over."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotAllowed
from app.core.units import unit_of
from app.models.accounts.user import UserStatus
from app.models.composing import ComposerFile, ComposerKind, HeldMessage
from workflows.composing.attach_files import attach_files
from workflows.composing.store_draft import put_back

Send = Callable[[Session, HeldMessage, datetime], object]


def send_next_held(session: Session, send: Send, *, now: datetime) -> bool:
    """One of them, as its writer; False: none is due. What is refused is the writer's draft again, with the reason."""
    due = select(HeldMessage).where(HeldMessage.leaves_at <= now).order_by(HeldMessage.leaves_at, HeldMessage.id)
    held = session.scalars(due.limit(1).with_for_update(skip_locked=True)).one_or_none()
    if held is None:
        return False
    writer = held.author
    owner: dict[str, Any] = {"thing": held.thing, "thing_id": held.thing_id, "user_id": writer.id}
    files = session.scalars(select(ComposerFile.id).where(ComposerFile.held_id == held.id)).all()
    session.delete(held)
    session.flush()
    unit_of(session).actor_id = writer.id
    try:
        with session.begin_nested():
            if writer.status != UserStatus.ACTIVE:
                raise NotAllowed
            send(session, held, now)
            session.flush()
            attach_files(session, **owner, kind=ComposerKind.ANSWER, composer_file_ids=files)
    except DomainError as refusal:
        put_back(session, **owner, text=held.text, refusal=str(refusal))
    return True
