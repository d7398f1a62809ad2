"""Wake the job that draws documents after the commit."""

from sqlalchemy.orm import Session

from app.core.units import unit_of

RENDERER = "app.jobs.documents.render.render_documents"


def wake_renderer(session: Session) -> None:
    """After the commit the job that draws is called; its schedule sweeps in any case."""
    unit_of(session).wake.add(RENDERER)
