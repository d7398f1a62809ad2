"""Running one task of upkeep and writing down what came of it."""

import time
from collections.abc import Callable

from psycopg import Error as DatabaseError
from sqlalchemy.exc import DBAPIError

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.errors import DomainError
from app.core.i18n import N_, Sentence
from app.models.maintenance.upkeep import UpkeepTask
from integrations.storage import StorageDown
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
        keep(say_failure(problem), ok=False)
        raise
    keep(words, ok=True)


def say_failure(problem: Exception) -> Sentence:
    """Our own sentence of a refusal of ours; else which part failed, with that part's own first line."""
    if isinstance(problem, DomainError):
        return problem.message
    said = _first_line(problem)
    match problem:
        case DBAPIError() | DatabaseError():
            return N_("Basis data tidak menjawab atau menolak: %(problem)s", problem=said)
        case StorageDown():
            return N_("Penyimpanan berkas tidak menjawab atau menolak: %(problem)s", problem=said)
        case OSError():
            return N_("Sistem operasi menolak: %(problem)s", problem=said)
    return N_("Berhenti karena galat: %(problem)s", problem=f"{type(problem).__name__}: {said}".removesuffix(": "))


def _first_line(problem: Exception) -> str:
    """SQLAlchemy adds the statement and its values, which are somebody's data: only what the driver said."""
    said = problem.orig if isinstance(problem, DBAPIError) else problem
    return next(iter(str(said).strip().splitlines()), "")
