"""One's own exports; nobody else's."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.errors import NotFound
from app.models.accounts.user import User
from app.models.files.exports import Export

SHOWN = 30


def list_own_exports(session: Session, *, actor: User) -> Sequence[Export]:
    """Newest first."""
    mine = select(Export).where(Export.user_id == actor.id).order_by(Export.id.desc()).limit(SHOWN)
    return session.scalars(mine).all()


def get_own_export(session: Session, *, export_id: int, actor: User) -> Export:
    mine = select(Export).where(Export.id == export_id, Export.user_id == actor.id).options(joinedload(Export.file))
    export = session.scalars(mine).one_or_none()
    if export is None:
        raise NotFound
    return export
