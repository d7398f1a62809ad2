"""Take a file out of a composer's draft."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.composing import ComposerFile
from workflows.composing.files import drafted
from workflows.retention import delete_unused_files


def drop_composer_file(
    session: Session, *, thing: str, thing_id: int, user_id: int, composer_file_id: int
) -> list[str]:
    """Storage keys of what nothing refers to any more, for the caller to delete after the commit."""
    own = ComposerFile.id == composer_file_id, *drafted(thing, thing_id, user_id)
    found = session.scalars(select(ComposerFile).where(*own).with_for_update()).one_or_none()
    if found is None:
        return []
    session.delete(found)
    session.flush()
    return delete_unused_files(session, [found.file_id])
