"""What somebody has typed and not sent, kept for them alone."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.composing import ComposerDraft
from workflows.composing.forget_draft import forget_draft

LONGEST = 20_000


def store_draft(
    session: Session, *, thing: str, thing_id: int, user_id: int, kind: str, text: str, refusal: str = ""
) -> None:
    """The newest words replace those before; no words at all forget the draft."""
    cleaned = text.replace("\x00", "")[:LONGEST]
    if not cleaned.strip():
        forget_draft(session, thing=thing, thing_id=thing_id, user_id=user_id, kind=kind)
        return
    row = insert(ComposerDraft).values(
        thing=thing, thing_id=thing_id, user_id=user_id, kind=kind, text=cleaned, refusal=refusal
    )
    own = [ComposerDraft.user_id, ComposerDraft.thing, ComposerDraft.thing_id, ComposerDraft.kind]
    newest = {"text": cleaned, "refusal": refusal, "created_at": func.now()}  # retention counts from the newest words
    session.execute(row.on_conflict_do_update(index_elements=own, set_=newest))


def put_back(session: Session, *, thing: str, thing_id: int, user_id: int, text: str, refusal: str = "") -> None:
    """A text that was sent and did not leave, before whatever its writer has begun since."""
    begun = read_drafts(session, thing=thing, thing_id=thing_id, user_id=user_id).get("ANSWER")
    both = f"{text}\n\n{begun.text}" if begun else text
    store_draft(session, thing=thing, thing_id=thing_id, user_id=user_id, kind="ANSWER", text=both, refusal=refusal)


def read_drafts(session: Session, *, thing: str, thing_id: int, user_id: int) -> dict[str, ComposerDraft]:
    """By composer."""
    own = select(ComposerDraft).where(
        ComposerDraft.thing == thing, ComposerDraft.thing_id == thing_id, ComposerDraft.user_id == user_id
    )
    return {row.kind: row for row in session.scalars(own.execution_options(populate_existing=True))}
