"""Send an answer that can be taken back for a few seconds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, joinedload

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.composing import ComposerKind, HeldMessage
from workflows.composing.files import hold_files
from workflows.composing.forget_draft import forget_draft

UNDO_FOR = timedelta(seconds=10)


def hold_message(
    session: Session,
    *,
    thing: str,
    thing_id: int,
    step: str,
    user_id: int,
    text: str,
    most: int,
    now: datetime,
    seen: int | None = None,
) -> HeldMessage:
    """It leaves by itself when its time has come, whether or not its writer's page is still open.

    `seen`: the last message that its writer has read, where the step asks for it.
    """
    cleaned = text.replace("\x00", "").strip()
    if not cleaned:
        raise Invalid(N_("Tulis dulu pesannya."), field="text")
    if len(cleaned) > most:
        raise Invalid(N_("Terlalu panjang: paling banyak %(most)d karakter.", most=most), field="text")
    held = HeldMessage(
        thing=thing,
        thing_id=thing_id,
        step=step,
        author_id=user_id,
        text=cleaned,
        seen=seen,
        created_at=now,
        leaves_at=now + UNDO_FOR,
    )
    session.add(held)
    session.flush()
    hold_files(session, held)
    forget_draft(session, thing=thing, thing_id=thing_id, user_id=user_id, kind=ComposerKind.ANSWER)
    return held


def list_held(
    session: Session, *, thing: str, thing_id: int, shown: ColumnElement[bool] | None = None
) -> Sequence[HeldMessage]:
    """What is on its way, with its author; `shown`: what the reader may see of it."""
    here = HeldMessage.thing == thing, HeldMessage.thing_id == thing_id
    waiting = select(HeldMessage).where(*here, true() if shown is None else shown)
    return session.scalars(waiting.options(joinedload(HeldMessage.author)).order_by(HeldMessage.id)).all()
