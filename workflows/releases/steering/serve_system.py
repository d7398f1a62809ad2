"""Say that a controller steers a system from now on."""

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models.releases.steering import Adapter, ReleaseSystem


def serve_system(session: Session, *, name: str, adapter: Adapter) -> None:
    """A system that is known keeps what people set for it."""
    made = insert(ReleaseSystem).values(name=name, adapter=adapter)
    session.execute(made.on_conflict_do_nothing(index_elements=["name"]))
