"""Put a file into a composer's draft."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.files import StorageObject
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.composing import ComposerFile
from workflows.composing.files import drafted
from workflows.documents import store_file

MOST_FILES = 5


def add_composer_file(
    session: Session, *, thing: str, thing_id: int, kind: str, kept: StorageObject, actor: User
) -> ComposerFile:
    """One more in the draft; raises Invalid beyond MOST_FILES. The person's row is locked: two at once are counted."""
    session.execute(select(User.id).where(User.id == actor.id).with_for_update())
    own = drafted(thing, thing_id, actor.id, kind)
    if (session.scalar(select(func.count()).where(*own)) or 0) >= MOST_FILES:
        raise Invalid(N_("Paling banyak %(most)d berkas sekali kirim.", most=MOST_FILES), field="files")
    stored = store_file(session, kept, actor=actor)
    added = ComposerFile(
        thing=thing,
        thing_id=thing_id,
        user_id=actor.id,
        kind=kind,
        file_id=stored.id,
        name=kept.original_name or f"{stored.id}",
    )
    session.add(added)
    session.flush()
    return added
