"""Write down one run of Sigap's own upkeep."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models.maintenance.upkeep import UpkeepRun, UpkeepTask


def note_run(session: Session, *, task: UpkeepTask, started_at: datetime, ms: int, ok: bool, words: str) -> UpkeepRun:
    """`words`: what came of it, in a sentence."""
    run = UpkeepRun(task=task, started_at=started_at, ms=ms, ok=ok, words=words[:500], created_at=started_at)
    session.add(run)
    session.flush()
    return run
