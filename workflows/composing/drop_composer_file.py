"""Take a file out of a composer's draft."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.composing import ComposerFile
from workflows.composing.files import drafted


def drop_composer_file(
    session: Session, *, thing: str, thing_id: int, user_id: int, composer_file_id: int
) -> int | None:
    """Take it out of the draft; the id of the stored file, None when it is in nobody's draft any more."""
    own = ComposerFile.id == composer_file_id, *drafted(thing, thing_id, user_id)
    found = session.scalars(select(ComposerFile).where(*own).with_for_update()).one_or_none()
    if found is None:
        return None
    session.delete(found)
    session.flush()
    return found.file_id
