"""Forget what somebody had begun to write."""

from sqlalchemy import delete, func
from sqlalchemy.orm import Session

from app.models.composing import ComposerDraft


def forget_draft(
    session: Session, *, thing: str, thing_id: int, user_id: int, kind: str, sent: str | None = None
) -> None:
    """With `sent` only a draft that says the same: what was begun since stays."""
    own = delete(ComposerDraft).where(
        ComposerDraft.thing == thing,
        ComposerDraft.thing_id == thing_id,
        ComposerDraft.user_id == user_id,
        ComposerDraft.kind == kind,
    )
    if sent is not None:
        own = own.where(func.btrim(ComposerDraft.text, " \n\r\t") == sent.strip())
    session.execute(own)
