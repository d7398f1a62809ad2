"""Running one task of upkeep and writing down what came of it."""

import time
from collections.abc import Callable

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.i18n import Sentence
from app.models.maintenance.upkeep import UpkeepTask
from workflows.maintenance import note_run


def timed(task: UpkeepTask, work: Callable[[], Sentence]) -> None:
    """`work` returns a sentence. A failure is written down, too, and then the job's."""
    started_at, began = utc_now(), time.monotonic()

    def keep(words: Sentence, *, ok: bool) -> None:
        ms = round((time.monotonic() - began) * 1000)
        unit_of_work(lambda session: note_run(session, task=task, started_at=started_at, ms=ms, ok=ok, words=words))

    try:
        words = work()
    except Exception as problem:
        keep(f"{type(problem).__name__}: {problem}".splitlines()[0], ok=False)
        raise
    keep(words, ok=True)
