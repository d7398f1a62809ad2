"""Write down one run of Sigap's own upkeep."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.core.i18n import Sentence, in_both_languages
from app.models.maintenance.upkeep import UpkeepRun, UpkeepTask


def note_run(
    session: Session, *, task: UpkeepTask, started_at: datetime, ms: int, ok: bool, words: Sentence
) -> UpkeepRun:
    """`words`: what came of it, in a sentence."""
    said, english = in_both_languages(words)
    told = {"words": said[:500], "words_en": english[:500]}
    run = UpkeepRun(task=task, started_at=started_at, ms=ms, ok=ok, created_at=started_at, **told)
    session.add(run)
    session.flush()
    return run
