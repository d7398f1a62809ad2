"""Files of a composer: they stay with the draft, leave with the answer, and come back with what is taken back."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, joinedload

from app.models.composing import IN_DRAFT, ComposerFile, HeldMessage


def list_draft_files(session: Session, *, thing: str, thing_id: int, user_id: int) -> dict[str, list[ComposerFile]]:
    """By composer."""
    found: dict[str, list[ComposerFile]] = defaultdict(list)
    for one in session.scalars(_with_files(*drafted(thing, thing_id, user_id))):
        found[one.kind].append(one)
    return found


def list_sent_files(session: Session, *, thing: str, thing_id: int, kind: str) -> dict[int, list[ComposerFile]]:
    """By the entry they were sent with."""
    found: dict[int, list[ComposerFile]] = defaultdict(list)
    sent = ComposerFile.thing == thing, ComposerFile.thing_id == thing_id, ComposerFile.kind == kind
    for one in session.scalars(_with_files(*sent, ComposerFile.entry_id.is_not(None))):
        found[one.entry_id or 0].append(one)
    return found


def hold_files(session: Session, held: HeldMessage) -> None:
    """The draft's files are on their way with the answer; they are the draft's again when the held row goes."""
    own = drafted(held.thing, held.thing_id, held.author_id, "ANSWER")
    session.execute(update(ComposerFile).where(*own).values(held_id=held.id).execution_options(noted=True))


def list_held_files(session: Session, *, thing: str, thing_id: int) -> dict[int, list[ComposerFile]]:
    """By the answer with which they are on their way."""
    found: dict[int, list[ComposerFile]] = defaultdict(list)
    held = ComposerFile.thing == thing, ComposerFile.thing_id == thing_id, ComposerFile.held_id.is_not(None)
    for one in session.scalars(_with_files(*held)):
        found[one.held_id or 0].append(one)
    return found


def list_draft_file_ids(session: Session, *, thing: str, thing_id: int, user_id: int, kind: str) -> Sequence[int]:
    return session.scalars(select(ComposerFile.id).where(*drafted(thing, thing_id, user_id, kind))).all()


def drafted(thing: str, thing_id: int, user_id: int, kind: str | None = None) -> list[ColumnElement[bool]]:
    """This person's own that were not sent yet."""
    own = [IN_DRAFT, ComposerFile.thing == thing, ComposerFile.thing_id == thing_id, ComposerFile.user_id == user_id]
    return own if kind is None else [*own, ComposerFile.kind == kind]


def _with_files(*where: ColumnElement[bool]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return select(ComposerFile).where(*where).options(joinedload(ComposerFile.file)).order_by(ComposerFile.id)
